/** Numbers for the watch. Each is read from an index alone and counted up to a limit, however many merchants there are. */
import { and, inArray, isNotNull, sql } from "drizzle-orm";
import { needs } from "../../lib/domain/needs";
import type { Db } from "../client";
import { applications, submissions, webhookEvents } from "../schema";
import { findBreaker } from "./breakers";
import { countViews } from "./desk";
import { mostWaiting } from "./health";
import { isWaiting } from "./waiting-callbacks";

/** Callbacks that are stored and not yet applied, and since how many seconds the oldest is. */
async function readWaitingCallbacks(db: Db, now: Date): Promise<{ waiting: number; oldestSeconds: number }> {
  const some = db
    .select({ at: webhookEvents.receivedAt })
    .from(webhookEvents)
    .where(isWaiting)
    .orderBy(webhookEvents.receivedAt)
    .limit(mostWaiting + 1)
    .as("some");
  const [row] = await db
    .select({ waiting: sql<number>`count(*)::int`, oldest: sql<Date | null>`min(${some.at})`.mapWith(some.at) })
    .from(some);
  const age = row?.oldest ? now.getTime() - row.oldest.getTime() : 0;
  return { waiting: row?.waiting ?? 0, oldestSeconds: Math.max(0, age / 1_000) };
}

const outgoing = ["queued", "uploading", "registering", "attention"] as const;
export type OutgoingStage = (typeof outgoing)[number];

/** Submissions that are not at DOKU yet, by stage; those at `attention` wait for a person. */
async function countOutgoing(db: Db): Promise<Record<OutgoingStage, number>> {
  const some = db
    .select({ stage: submissions.stage })
    .from(submissions)
    .where(inArray(submissions.stage, [...outgoing]))
    .limit(mostWaiting + 1)
    .as("some");
  const rows = await db.select({ stage: some.stage, count: sql<number>`count(*)::int` }).from(some).groupBy(some.stage);
  const counts = new Map<string, number>(rows.map(({ stage, count }) => [stage, count]));
  return Object.fromEntries(outgoing.map((stage) => [stage, counts.get(stage) ?? 0])) as Record<OutgoingStage, number>;
}

/** Merchants for whom DOKU's time runs, by their first clock; a merchant is in one of the three. */
async function countClocks(db: Db, now: Date): Promise<{ waiting: number; due_soon: number; overdue: number }> {
  const some = db
    .select({ dueAt: applications.dueAt, dueSoonAt: applications.dueSoonAt })
    .from(applications)
    .where(and(isNotNull(applications.dueAt)))
    .orderBy(applications.dueAt)
    .limit(mostWaiting + 1)
    .as("some");
  const at = now.toISOString();
  const isOver = sql`${some.dueAt} <= ${at}::timestamptz`;
  const isSoon = sql`${some.dueSoonAt} <= ${at}::timestamptz`;
  const [row] = await db
    .select({
      waiting: sql<number>`count(*) filter (where not ${isOver} and not ${isSoon})::int`,
      due_soon: sql<number>`count(*) filter (where not ${isOver} and ${isSoon})::int`,
      overdue: sql<number>`count(*) filter (where ${isOver})::int`,
    })
    .from(some);
  return row ?? { waiting: 0, due_soon: 0, overdue: 0 };
}

/**
 * One after another: a scrape must not take the connections that people's pages wait for.
 * @param baseUrl the DOKU that is in use: one that nobody calls any more would stay in trouble for ever
 */
export async function readWatchedNumbers(db: Db, now: Date, baseUrl: string) {
  const callbacks = await readWaitingCallbacks(db, now);
  const outgoingBy = await countOutgoing(db);
  const clocks = await countClocks(db, now);
  const desk = await countViews(db, needs, now);
  const isDokuPaused = (await findBreaker(db, baseUrl))?.openedAt != null;
  return { callbacks, outgoing: outgoingBy, clocks, desk, doku: { baseUrl, isPaused: isDokuPaused } };
}
export type WatchedNumbers = Awaited<ReturnType<typeof readWatchedNumbers>>;
