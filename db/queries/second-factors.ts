/** The second factors of staff: an app that shows codes, and recovery codes for the day without it. */
import { and, count, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Db } from "../client";
import { recoveryCodes, secondFactors } from "../schema";

/** The factor of a person, also one that is still being set up (`confirmedAt` null). Its secret is for lib/sign-in alone. */
export async function findSecondFactor(db: Db, userId: string) {
  const [row] = await db
    .select({
      secret: secondFactors.secret,
      offeredCodes: secondFactors.offeredCodes,
      confirmedAt: secondFactors.confirmedAt,
    })
    .from(secondFactors)
    .where(eq(secondFactors.userId, userId));
  return row ?? null;
}

/** Whether a person has one that counts, and since when. */
export async function findFactorSince(db: Db, userId: string): Promise<Date | null> {
  const [row] = await db
    .select({ confirmedAt: secondFactors.confirmedAt })
    .from(secondFactors)
    .where(eq(secondFactors.userId, userId));
  return row?.confirmedAt ?? null;
}

/**
 * Keeps one that is to be set up, in place of what another session was shown. Somebody who has one keeps it, and the same
 * session its own.
 */
export async function offerSecondFactor(
  db: Db,
  values: { userId: string; secret: string; offeredCodes: string; offeredTo: string },
): Promise<void> {
  const { confirmedAt, offeredTo } = secondFactors;
  const { userId: _, ...offer } = values;
  const isAnothers = sql`${offeredTo} is distinct from ${values.offeredTo}`;
  await db
    .insert(secondFactors)
    .values(values)
    .onConflictDoUpdate({ target: secondFactors.userId, set: offer, setWhere: and(isNull(confirmedAt), isAnothers) });
}

/** Other recovery codes, beside a factor that counts already. */
export async function offerRecoveryCodes(db: Db, userId: string, offeredCodes: string | null): Promise<void> {
  await db.update(secondFactors).set({ offeredCodes }).where(eq(secondFactors.userId, userId));
}

/** Takes a code's time step; false when this one or a later one was taken before. One statement, so that one caller gets it. */
export async function takeStep(db: Db, userId: string, step: number): Promise<boolean> {
  const rows = await db
    .update(secondFactors)
    .set({ lastStep: step })
    .where(and(eq(secondFactors.userId, userId), or(isNull(secondFactors.lastStep), lt(secondFactors.lastStep, step))))
    .returning({ userId: secondFactors.userId });
  return rows.length === 1;
}

export async function confirmFactor(db: Db, userId: string, now: Date): Promise<void> {
  await db.update(secondFactors).set({ confirmedAt: now }).where(eq(secondFactors.userId, userId));
}

/** Removes it with its recovery codes. @returns whether there was one that counted */
export async function deleteSecondFactor(db: Db, userId: string): Promise<boolean> {
  await db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  const [row] = await db
    .delete(secondFactors)
    .where(eq(secondFactors.userId, userId))
    .returning({ confirmedAt: secondFactors.confirmedAt });
  return Boolean(row?.confirmedAt);
}

/** These recovery codes instead of any before. */
export async function replaceRecoveryCodes(db: Db, userId: string, codeHashes: string[]): Promise<void> {
  await db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  await db.insert(recoveryCodes).values(codeHashes.map((codeHash) => ({ codeHash, userId })));
}

/** Spends a recovery code; of several callers one gets it. */
export async function spendRecoveryCode(db: Db, userId: string, codeHash: string, now: Date): Promise<boolean> {
  const isOpen = and(
    eq(recoveryCodes.codeHash, codeHash),
    eq(recoveryCodes.userId, userId),
    isNull(recoveryCodes.usedAt),
  );
  const rows = await db
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(isOpen)
    .returning({ userId: recoveryCodes.userId });
  return rows.length === 1;
}

/** How many are left. */
export async function countRecoveryCodes(db: Db, userId: string): Promise<number> {
  const isOpen = and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt));
  const [row] = await db.select({ left: count() }).from(recoveryCodes).where(isOpen);
  return row?.left ?? 0;
}
