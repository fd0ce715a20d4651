/** How DOKU's callbacks fare, over all merchants. */
import { and, desc, eq, gte, isNotNull, ne, sql } from "drizzle-orm";
import type { Db } from "../client";
import { applications, webhookEvents, webhookOutcomes } from "../schema";
import { isTried, isWaiting } from "./waiting-callbacks";

export type CallbackOutcome = (typeof webhookOutcomes)[number];

/** Beyond this many nothing is counted: the page says "more than". */
export const mostCounted = 10_000;
const latestClocks = 25;

/** How many callbacks of each outcome arrived since then, each counted up to one more than `mostCounted`. */
async function countSince(db: Db, since: Date): Promise<Record<CallbackOutcome, number>> {
  const counts = webhookOutcomes.map(async (outcome) => {
    const some = db
      .select({ one: sql`1` })
      .from(webhookEvents)
      .where(
        and(
          outcome === "received" ? isWaiting : and(isTried, eq(webhookEvents.outcome, outcome)),
          gte(webhookEvents.receivedAt, since),
        ),
      )
      .limit(mostCounted + 1)
      .as("some");
    const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
    return [outcome, row?.count ?? 0] as const;
  });
  return Object.fromEntries(await Promise.all(counts)) as Record<CallbackOutcome, number>;
}

async function lastAt(db: Db, verified: boolean): Promise<Date | null> {
  const [row] = await db
    .select({ at: webhookEvents.receivedAt })
    .from(webhookEvents)
    .where((verified ? ne : eq)(webhookEvents.outcome, "unverified"))
    .orderBy(desc(webhookEvents.receivedAt))
    .limit(1);
  return row?.at ?? null;
}

/** How far DOKU's clock was ahead of ours at the latest callbacks, in milliseconds; a retry may carry its first time. */
async function listClockDifferences(db: Db): Promise<number[]> {
  const rows = await db
    .select({ sentAt: webhookEvents.sentAt, receivedAt: webhookEvents.receivedAt })
    .from(webhookEvents)
    .where(and(ne(webhookEvents.outcome, "unverified"), isNotNull(webhookEvents.sentAt)))
    .orderBy(desc(webhookEvents.receivedAt))
    .limit(latestClocks);
  return rows.flatMap(({ sentAt, receivedAt }) => (sentAt ? [sentAt.getTime() - receivedAt.getTime()] : []));
}

/** Whether DOKU has anything to call us about. */
async function hasRegistered(db: Db): Promise<boolean> {
  const registered = isNotNull(applications.dokuBusinessId);
  return (await db.select({ id: applications.id }).from(applications).where(registered).limit(1)).length > 0;
}

const hourMs = 3_600_000;

export async function readCallbackHealth(db: Db, now: Date) {
  const [lastVerifiedAt, lastUnverifiedAt, day, week, clockMs, isAtDoku] = await Promise.all([
    lastAt(db, true),
    lastAt(db, false),
    countSince(db, new Date(now.getTime() - 24 * hourMs)),
    countSince(db, new Date(now.getTime() - 7 * 24 * hourMs)),
    listClockDifferences(db),
    hasRegistered(db),
  ]);
  return { lastVerifiedAt, lastUnverifiedAt, day, week, clockMs, isAtDoku };
}
export type CallbackFacts = Awaited<ReturnType<typeof readCallbackHealth>>;
