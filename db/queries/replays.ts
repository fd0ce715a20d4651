/** Stored callbacks that are applied anew: which ones, and how far it is. */
import { and, asc, count, eq, sql } from "drizzle-orm";
import type { Db } from "../client";
import { replays, users, webhookEvents } from "../schema";
import { callbackConditions, type EventFilter, partsOf } from "./events";

/**
 * Verified callbacks that a filter finds and that were tried before, the oldest first, at most `limit`: their order is that in
 * which they came. What still waits is applied without anybody's asking.
 */
export async function listReplayable(db: Db, filter: EventFilter, limit: number): Promise<string[]> {
  if (!partsOf(filter).includes("tried")) return [];
  const rows = await db
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(and(callbackConditions(filter, "tried"), eq(webhookEvents.verified, true)))
    .orderBy(asc(webhookEvents.receivedAt), asc(webhookEvents.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Those of these callbacks that are there and verified, the oldest first. */
export async function listVerified(db: Db, eventIds: readonly string[]): Promise<string[]> {
  if (eventIds.length === 0) return [];
  const rows = await db
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(and(sql`${webhookEvents.id} = any(${sql.param([...eventIds])}::uuid[])`, eq(webhookEvents.verified, true)))
    .orderBy(asc(webhookEvents.receivedAt), asc(webhookEvents.id));
  return rows.map(({ id }) => id);
}

/** How many callbacks of each outcome are among these. */
export async function countOutcomes(db: Db, eventIds: readonly string[]) {
  if (eventIds.length === 0) return [];
  return await db
    .select({ outcome: webhookEvents.outcome, count: count() })
    .from(webhookEvents)
    .where(sql`${webhookEvents.id} = any(${sql.param([...eventIds])}::uuid[])`)
    .groupBy(webhookEvents.outcome)
    .orderBy(webhookEvents.outcome);
}

export async function insertReplay(db: Db, row: { askedBy: string; eventIds: string[] }): Promise<string> {
  const [inserted] = await db
    .insert(replays)
    .values({ ...row, total: row.eventIds.length })
    .returning({ id: replays.id });
  if (!inserted) throw new Error("a replay was not written");
  return inserted.id;
}

/** What the job works on; null when there is none. */
export async function findReplayWork(db: Db, replayId: string) {
  const [row] = await db
    .select({
      askedBy: replays.askedBy,
      eventIds: replays.eventIds,
      done: replays.done,
      finishedAt: replays.finishedAt,
    })
    .from(replays)
    .where(eq(replays.id, replayId));
  return row ?? null;
}

/** How far a replay is, and who asked for it. */
export async function findReplay(db: Db, replayId: string) {
  const [row] = await db
    .select({
      id: replays.id,
      askedAt: replays.askedAt,
      askedByName: users.name,
      total: replays.total,
      done: replays.done,
      applied: replays.applied,
      unchanged: replays.unchanged,
      failed: replays.failed,
      finishedAt: replays.finishedAt,
    })
    .from(replays)
    .innerJoin(users, eq(users.id, replays.askedBy))
    .where(eq(replays.id, replayId));
  return row ?? null;
}

export type ReplayCounts = { applied: number; unchanged: number; failed: number };

/** Writes down a chunk that was done, unless another run of the same job has done so. */
export async function addReplayed(
  db: Db,
  replayId: string,
  { from, chunk, counts, isLast }: { from: number; chunk: number; counts: ReplayCounts; isLast: boolean },
): Promise<void> {
  await db
    .update(replays)
    .set({
      done: from + chunk,
      applied: sql`${replays.applied} + ${counts.applied}`,
      unchanged: sql`${replays.unchanged} + ${counts.unchanged}`,
      failed: sql`${replays.failed} + ${counts.failed}`,
      ...(isLast ? { finishedAt: new Date() } : {}),
    })
    .where(and(eq(replays.id, replayId), eq(replays.done, from)));
}

/** When a callback was last applied anew, and what that made of it. */
export async function setReplayed(
  db: Db,
  eventId: string,
  result: Partial<Pick<typeof webhookEvents.$inferSelect, "outcome" | "why">>,
  at: Date,
): Promise<void> {
  await db
    .update(webhookEvents)
    .set({ ...result, replayedAt: at })
    .where(eq(webhookEvents.id, eventId));
}
