/** Whether a code is one of a person's second factor. Each is good once. */
import { database, type Tx } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { findSecondFactor, spendRecoveryCode, takeStep } from "@/db/queries/second-factors";
import { insertSourceMark, lockSignInKey } from "@/db/queries/sign-in";
import { countRecentAttempts } from "@/db/queries/users";
import { emitStaffAudit } from "../audit/emit";
import { stepOf } from "../crypto/one-time-codes";
import { blindIndex, hashToken } from "../crypto/tokens";
import type { StaffActor } from "../domain/actor";
import { readFactorCode } from "../domain/second-factor";
import { refused } from "../errors";

const minuteMs = 60_000;

/**
 * Wrong codes of one person, whichever browser they come from. Three of a million codes are right at a time, so a day of
 * guessing has one chance in ten thousand, and only for whoever has the mailbox already.
 */
const limits = [
  { windowMs: 15 * minuteMs, most: 5 },
  { windowMs: 24 * 60 * minuteMs, most: 30 },
];

/** A recovery code as it is stored. */
export const recoveryHash = (userId: string, code: string) => hashToken(`recovery\n${userId}\n${code}`);

type Proof = "app" | "recovery";

async function matches(tx: Tx, userId: string, given: { kind: Proof; code: string }, now: Date): Promise<boolean> {
  if (given.kind === "recovery") return await spendRecoveryCode(tx, userId, recoveryHash(userId, given.code), now);
  const factor = await findSecondFactor(tx, userId);
  const step = factor && stepOf(factor.secret, given.code, now);
  return step !== null && (await takeStep(tx, userId, step));
}

/**
 * Takes a code, and does what it is for in the same transaction. Wrong ones are counted and written down.
 * @param only "app" where a recovery code would prove nothing, such as while the app is being set up
 * @throws AppError refused "factor.shape", "factor.wrong", "factor.tooOften"
 */
export async function withFactor<T>(
  { actor, typed, only }: { actor: StaffActor; typed: string; only?: Proof },
  run: (tx: Tx, proof: Proof, now: Date) => Promise<T>,
): Promise<T> {
  const given = readFactorCode(typed);
  if (!given || (only && given.kind !== only)) throw refused("factor.shape");
  const { db } = await database();
  const key = blindIndex(actor.userId, "second-factor");
  const done = await db.transaction(async (tx) => {
    const now = await sharedNow(tx);
    await lockSignInKey(tx, key);
    for (const { windowMs, most } of limits) {
      const wrong = await countRecentAttempts(tx, key, new Date(now.getTime() - windowMs));
      if (wrong >= most) throw refused("factor.tooOften");
    }
    if (await matches(tx, actor.userId, given, now)) return { result: await run(tx, given.kind, now) };
    await insertSourceMark(tx, key, now);
    await emitStaffAudit(tx, { actor, action: "factor.failed", detail: { by: given.kind } });
    return null;
  });
  if (!done) throw refused("factor.wrong");
  return done.result;
}
