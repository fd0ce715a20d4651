/** Requests to sign in: how often somebody may ask, and whom an old one was for. */
import { and, count, eq, gt, lt, max, ne, sql } from "drizzle-orm";
import type { Db, Tx } from "../client";
import { signInAttempts } from "../schema";

/** Lets one caller at a time count and add for this key, until the transaction ends. */
export async function lockSignInKey(tx: Tx, key: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}

/**
 * Leaves a mark for the place a request came from: a row that can never be used, counted like those of an address.
 * @param sourceIndex blind index of the network address
 */
export async function insertSourceMark(db: Db, sourceIndex: string, now: Date): Promise<void> {
  await db.insert(signInAttempts).values({ emailIndex: sourceIndex, expiresAt: now, usedAt: now });
}

const target = { emailIndex: signInAttempts.emailIndex, userId: signInAttempts.userId };

/** Whom an attempt was for, also when it is over. */
export async function findAttemptTarget(db: Db, attemptId: string) {
  const [row] = await db.select(target).from(signInAttempts).where(eq(signInAttempts.id, attemptId));
  return row ?? null;
}

export async function findAttemptTargetByLink(db: Db, linkHash: string) {
  const [row] = await db.select(target).from(signInAttempts).where(eq(signInAttempts.linkHash, linkHash));
  return row ?? null;
}

/** Old requests are of no use to anybody. */
export async function deleteAttemptsBefore(db: Db, moment: Date): Promise<void> {
  await db.delete(signInAttempts).where(lt(signInAttempts.createdAt, moment));
}

/** How many mails were asked for an address since then, and the last of them. */
export async function readMailsSince(db: Db, emailIndex: string, since: Date) {
  const [row] = await db
    .select({ count: count(), latestAt: max(signInAttempts.createdAt) })
    .from(signInAttempts)
    .where(
      and(
        eq(signInAttempts.emailIndex, emailIndex),
        ne(signInAttempts.carries, "none"),
        gt(signInAttempts.createdAt, since),
      ),
    );
  return row ?? { count: 0, latestAt: null };
}
