/** One request to sign in, the same for everybody: limits, a row, and the work to mail. */
import { database, type Tx } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { deleteAttemptsBefore, insertSourceMark, lockSignInKey } from "@/db/queries/sign-in";
import { countRecentAttempts, insertSignInAttempt } from "@/db/queries/users";
import { blindIndex } from "../crypto/tokens";
import { refused } from "../errors";
import { enqueue } from "../jobs/queue";

const minuteMs = 60_000;
/** How long the link and the code last, counted from the request. */
export const attemptLifeMs = 10 * minuteMs;

/** How long an old link can still be exchanged for a new one. */
const keepMs = 30 * 24 * 60 * minuteMs;

/** Requests in a window. The daily one bounds how often a stranger can guess at the codes of one address. */
const addressLimits = [
  { windowMs: 15 * minuteMs, max: 5 },
  { windowMs: 24 * 60 * minuteMs, max: 30 },
];
/** Many phones of one mobile network share an address, so this one only stops floods. */
const sourceLimits = [{ windowMs: 15 * minuteMs, max: 100 }];

/**
 * Counts one request for mail to an address, from a place; the address's own row is the caller's to add.
 * @throws AppError refused "signIn.tooOften"
 */
export async function countRequest(tx: Tx, emailIndex: string, source: string, now: Date): Promise<void> {
  const check = async (key: string, limits: typeof addressLimits) => {
    await lockSignInKey(tx, key);
    for (const { windowMs, max } of limits) {
      const count = await countRecentAttempts(tx, key, new Date(now.getTime() - windowMs));
      if (count >= max) throw refused("signIn.tooOften");
    }
  };
  const sourceIndex = blindIndex(source, "sign-in-source");
  await check(sourceIndex, sourceLimits);
  await check(emailIndex, addressLimits);
  await deleteAttemptsBefore(tx, new Date(now.getTime() - keepMs));
  await insertSourceMark(tx, sourceIndex, now);
}

/**
 * Starts an attempt for an address, known (`userId`) or not, and queues its mail in the same transaction.
 * @param source network address of the browser, kept only as a blind index
 * @returns the attempt's id, to be held by this browser alone
 * @throws AppError refused "signIn.tooOften"
 */
export async function startAttempt(
  person: { emailIndex: string; userId: string | null },
  source: string,
): Promise<{ attemptId: string }> {
  const { db } = await database();
  return await db.transaction(async (tx) => {
    const now = await sharedNow(tx);
    await countRequest(tx, person.emailIndex, source, now);
    const attemptId = await insertSignInAttempt(tx, {
      ...person,
      expiresAt: new Date(now.getTime() + attemptLifeMs),
    });
    await enqueue(tx, "send-sign-in-mail", { attemptId });
    return { attemptId };
  });
}
