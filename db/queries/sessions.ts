/** Signed-in browsers. A session lives until one of its limits, or until its person may not sign in any more. */
import { and, desc, eq, gt, isNull, lt, ne, or, sql } from "drizzle-orm";
import type { Device } from "../../lib/domain/device";
import { isFactorEnough } from "../../lib/domain/second-factor";
import { sessionLimits } from "../../lib/domain/session-limits";
import type { Db } from "../client";
import { sessions, users } from "../schema";
import { personColumns } from "./users";

export type Factor = typeof sessions.$inferSelect.factor;

/** What makes a session count, for a query that has joined its person. */
function isLive(now: Date) {
  const usedSince = (role: keyof typeof sessionLimits) =>
    and(eq(users.role, role), gt(sessions.seenAt, new Date(now.getTime() - sessionLimits[role].idleMs)));
  return and(gt(sessions.expiresAt, now), isNull(users.disabledAt), or(usedSince("merchant"), usedSince("staff")));
}

export async function insertSession(
  db: Db,
  values: { tokenHash: string; userId: string; expiresAt: Date; factor?: Factor; confirmedAt?: Date } & Partial<Device>,
): Promise<string> {
  const [row] = await db.insert(sessions).values(values).returning({ id: sessions.id });
  if (!row) throw new Error("insert returned no row");
  return row.id;
}

/** A session within its limits, with its person. */
export async function findLiveSession(db: Db, tokenHash: string, now: Date) {
  const [row] = await db
    .select({
      sessionId: sessions.id,
      expiresAt: sessions.expiresAt,
      seenAt: sessions.seenAt,
      factor: sessions.factor,
      person: personColumns,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.tokenHash, tokenHash), isLive(now)));
  return row ?? null;
}

export async function touchSession(db: Db, sessionId: string, now: Date): Promise<void> {
  await db.update(sessions).set({ seenAt: now }).where(eq(sessions.id, sessionId));
}

/** Those past their absolute limit, or unused for longer than anybody's limit: nothing brings them back. */
export async function deleteEndedSessions(db: Db, now: Date): Promise<void> {
  const longestIdleMs = Math.max(...Object.values(sessionLimits).map(({ idleMs }) => idleMs));
  const idle = lt(sessions.seenAt, new Date(now.getTime() - longestIdleMs));
  await db.delete(sessions).where(or(lt(sessions.expiresAt, now), idle));
}

/** Ends the session of a token. @returns whose it was, or null when there was none */
export async function deleteSessionByHash(db: Db, tokenHash: string) {
  const [row] = await db
    .delete(sessions)
    .where(eq(sessions.tokenHash, tokenHash))
    .returning({ sessionId: sessions.id, userId: sessions.userId });
  return row ?? null;
}

/**
 * Which of these sessions may still be served, for open streams.
 * @param setting whether staff must have a second factor
 */
export async function liveSessionIds(
  db: Db,
  sessionIds: string[],
  { now, setting }: { now: Date; setting: Parameters<typeof isFactorEnough>[1] },
): Promise<Set<string>> {
  if (sessionIds.length === 0) return new Set();
  const isOneOfThem = sql`${sessions.id} = any(${sql.param(`{${sessionIds.join(",")}}`)}::uuid[])`;
  const rows = await db
    .select({ id: sessions.id, factor: sessions.factor, role: users.role })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(isOneOfThem, isLive(now)));
  const whole = rows.filter(({ factor, role }) => role !== "staff" || isFactorEnough(factor, setting));
  return new Set(whole.map(({ id }) => id));
}

/** A person's own sessions within their limits, the one used last first. */
export async function listSessionsOf(db: Db, userId: string, now: Date) {
  return await db
    .select({
      id: sessions.id,
      createdAt: sessions.createdAt,
      seenAt: sessions.seenAt,
      browser: sessions.browser,
      system: sessions.system,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.userId, userId), isLive(now)))
    .orderBy(desc(sessions.seenAt), desc(sessions.createdAt));
}
export type OwnSession = Awaited<ReturnType<typeof listSessionsOf>>[number];

/** Ends one session of a person. @returns whether there was such a one of theirs */
export async function deleteSessionOf(db: Db, userId: string, sessionId: string): Promise<boolean> {
  const rows = await db
    .delete(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)))
    .returning({ id: sessions.id });
  return rows.length > 0;
}

/** Ends every session of a person but one. @returns how many */
export async function deleteOtherSessionsOf(db: Db, userId: string, keptId: string): Promise<number> {
  const rows = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), ne(sessions.id, keptId)))
    .returning({ id: sessions.id });
  return rows.length;
}

/** What was just proved in a session: its second step, or again who it is. */
export type Proof = { factor: "proved" } | { confirmedAt: Date };

/** Gives a session a new token, with which something is proved. @returns when it ends, or null when it has */
export async function replaceToken(
  db: Db,
  sessionId: string,
  proof: Proof & { tokenHash: string },
): Promise<Date | null> {
  const [row] = await db
    .update(sessions)
    .set(proof)
    .where(eq(sessions.id, sessionId))
    .returning({ expiresAt: sessions.expiresAt });
  return row?.expiresAt ?? null;
}

/** What was proved of a second factor that is no more. */
export async function forgetProof(db: Db, sessionId: string): Promise<void> {
  await db.update(sessions).set({ factor: "none", confirmedAt: null }).where(eq(sessions.id, sessionId));
}

/** When the person of a session last proved again who they are. */
export async function findConfirmation(db: Db, sessionId: string) {
  const [row] = await db
    .select({ userId: sessions.userId, confirmedAt: sessions.confirmedAt })
    .from(sessions)
    .where(eq(sessions.id, sessionId));
  return row ?? null;
}
