/** Callbacks that are stored and not yet applied. How long they wait is told by the database's clock, which all machines share. */
import { and, asc, eq, min, type SQL, sql } from "drizzle-orm";
import type { Db } from "../client";
import { openedText } from "../columns";
import { applications, webhookEvents } from "../schema";

/**
 * `isLate`: it waited longer than the caller's limit. `body`: null when what is stored is damaged. `isAtNext`: it came to the address
 * that is to take the place of the present one.
 */
export type WaitingCallback = {
  id: string;
  body: string | null;
  receivedAt: Date;
  isLate: boolean;
  isAtNext: boolean;
};

/** In the very words of the indexes of what waits and of what was tried (db/schema/doku): each callback is in one or the other. */
export const isWaiting = sql`${webhookEvents.outcome} = 'received'`;
export const isTried = sql`${webhookEvents.outcome} <> 'received'`;

const isOlderThan = (ms: number): SQL<boolean> =>
  sql<boolean>`${webhookEvents.receivedAt} < now() - ${ms} * interval '1 millisecond'`;

const isAtNext = sql<boolean>`coalesce(${webhookEvents.tokenHash} = ${applications.nextWebhookTokenHash}, false)`;

export async function hasWaitingCallbacks(db: Db, applicationId: string): Promise<boolean> {
  const rows = await db
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(and(eq(webhookEvents.applicationId, applicationId), isWaiting))
    .limit(1);
  return rows.length > 0;
}

/** In the order in which they came: rows of one group have one time, and their ids are in order (lib/kyb/event-id). */
export async function listWaitingCallbacks(
  db: Db,
  applicationId: string,
  { limit, lateMs }: { limit: number; lateMs: number },
): Promise<WaitingCallback[]> {
  const { id, receivedAt } = webhookEvents;
  const body = openedText(webhookEvents.body, "webhook_events.body");
  return await db
    .select({ id, body, receivedAt, isLate: isOlderThan(lateMs), isAtNext })
    .from(webhookEvents)
    .innerJoin(applications, eq(applications.id, webhookEvents.applicationId))
    .where(and(eq(webhookEvents.applicationId, applicationId), isWaiting))
    .orderBy(asc(receivedAt), asc(id))
    .limit(limit);
}

/** Applications that have callbacks waiting for longer than `ms`, the longest first. */
export async function listWaitingApplications(db: Db, { ms, limit }: { ms: number; limit: number }): Promise<string[]> {
  const rows = await db
    .select({ applicationId: webhookEvents.applicationId })
    .from(webhookEvents)
    .where(and(isWaiting, isOlderThan(ms)))
    .groupBy(webhookEvents.applicationId)
    .orderBy(asc(min(webhookEvents.receivedAt)))
    .limit(limit);
  return rows.map(({ applicationId }) => applicationId);
}
