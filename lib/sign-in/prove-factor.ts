/** Whether a code is one of a person's second factor. Each is good once. */
import { type Db, database, type Tx } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { findSecondFactor, spendRecoveryCode, takeStep } from "@/db/queries/second-factors";
import { insertSourceMark, lockSignInKey } from "@/db/queries/sign-in";
import { countRecentAttempts } from "@/db/queries/users";
import { emitStaffAudit } from "../audit/emit";
import { stepOf, stretchCode } from "../crypto/one-time-codes";
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

/**
 * A recovery code as it is stored: by a slow hash, salted with the random id of its owner, and then by a keyed one. Takes a
 * tenth of a second, so never inside a transaction.
 */
export const recoveryHash = async (userId: string, code: string) =>
  hashToken(`recovery\n${userId}\n${await stretchCode(code, userId)}`);

type Proof = "app" | "recovery";

async function matchesApp(tx: Tx, userId: string, code: string, now: Date): Promise<boolean> {
  const factor = await findSecondFactor(tx, userId);
  const step = factor && stepOf(factor.secret, code, now);
  return step !== null && (await takeStep(tx, userId, step));
}

async function refuseTooMany(db: Db, key: string, now: Date): Promise<void> {
  for (const { windowMs, most } of limits) {
    const wrong = await countRecentAttempts(db, key, new Date(now.getTime() - windowMs));
    if (wrong >= most) throw refused("factor.tooOften");
  }
}

/** What is known of a code that was right; `ready` is what `ahead` gave. */
type Proved<A> = { by: Proof; now: Date; ready: A };

/**
 * Takes a code, and does what it is for in the same transaction. Wrong ones are counted and written down.
 * @param only "app" where a recovery code would prove nothing, such as while the app is being set up
 * @param ahead what `run` needs and takes long, done before the transaction and only for whoever may still try
 * @throws AppError refused "factor.shape", "factor.wrong", "factor.tooOften"
 */
export async function withFactor<T, A = undefined>(
  { actor, typed, only, ahead }: { actor: StaffActor; typed: string; only?: Proof; ahead?: () => Promise<A> },
  run: (tx: Tx, proved: Proved<A | undefined>) => Promise<T>,
): Promise<T> {
  const given = readFactorCode(typed);
  if (!given || (only && given.kind !== only)) throw refused("factor.shape");
  const { userId } = actor;
  const { kind: by, code } = given;
  const key = blindIndex(userId, "second-factor");
  const { db } = await database();
  await refuseTooMany(db, key, await sharedNow(db));
  const recovery = by === "recovery" ? await recoveryHash(userId, code) : null;
  const ready = await ahead?.();
  const done = await db.transaction(async (tx) => {
    const now = await sharedNow(tx);
    await lockSignInKey(tx, key);
    await refuseTooMany(tx, key, now);
    const isRight = recovery
      ? await spendRecoveryCode(tx, userId, recovery, now)
      : await matchesApp(tx, userId, code, now);
    if (isRight) return { result: await run(tx, { by, now, ready }) };
    await insertSourceMark(tx, key, now);
    await emitStaffAudit(tx, { actor, action: "factor.failed", detail: { by } });
    return null;
  });
  if (!done) throw refused("factor.wrong");
  return done.result;
}
