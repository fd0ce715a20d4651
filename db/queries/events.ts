/** What went between DOKU and us: callbacks and calls, of one merchant or of all. Never a body: those are sealed. */
import { and, count, desc, eq, gt, max, notInArray } from "drizzle-orm";
import type { Db } from "../client";
import { applications, dokuCalls, webhookEvents, webhookOutcomes } from "../schema";
import { after, type Cursor, cursorAt } from "./keyset";

export const eventsPerPage = 50;

export type CallbackOutcome = (typeof webhookOutcomes)[number];
/** A callback outcome, `calls` for every call to DOKU, or `failed_calls` for those that did not succeed. */
export const eventFilters = [...webhookOutcomes, "calls", "failed_calls"] as const;
export type EventFilter = (typeof eventFilters)[number];

const merchant = { applicationId: applications.id, businessName: applications.businessName };

const callback = {
  id: webhookEvents.id,
  requestId: webhookEvents.requestId,
  verified: webhookEvents.verified,
  type: webhookEvents.type,
  entityId: webhookEvents.entityId,
  status: webhookEvents.status,
  outcome: webhookEvents.outcome,
  why: webhookEvents.why,
  sentAt: webhookEvents.sentAt,
  at: webhookEvents.receivedAt,
};

const call = {
  id: dokuCalls.id,
  requestId: dokuCalls.requestId,
  endpoint: dokuCalls.endpoint,
  method: dokuCalls.method,
  path: dokuCalls.path,
  status: dokuCalls.status,
  outcome: dokuCalls.outcome,
  durationMs: dokuCalls.durationMs,
  signatureMismatch: dokuCalls.signatureMismatch,
  errorText: dokuCalls.errorText,
  at: dokuCalls.at,
};

/** Outcomes of calls that did what they were for; `replayed` is a repeat that DOKU answered as before (section 4). */
export const goodCallOutcomes = ["ok", "replayed"] as const;

async function selectCallbacks(db: Db, filter: EventFilter | null, cursor: Cursor | null, limit: number) {
  const outcome = webhookOutcomes.find((known) => known === filter);
  if (filter && !outcome) return [];
  const rows = await db
    .select({ ...callback, ...merchant, cursorAt: cursorAt(webhookEvents.receivedAt) })
    .from(webhookEvents)
    .innerJoin(applications, eq(applications.id, webhookEvents.applicationId))
    .where(
      and(
        outcome ? eq(webhookEvents.outcome, outcome) : undefined,
        after(webhookEvents.receivedAt, webhookEvents.id, cursor),
      ),
    )
    .orderBy(desc(webhookEvents.receivedAt), desc(webhookEvents.id))
    .limit(limit);
  return rows.map((row) => ({ kind: "callback" as const, ...row }));
}

async function selectCalls(db: Db, filter: EventFilter | null, cursor: Cursor | null, limit: number) {
  if (filter && filter !== "calls" && filter !== "failed_calls") return [];
  const rows = await db
    .select({ ...call, ...merchant, cursorAt: cursorAt(dokuCalls.at) })
    .from(dokuCalls)
    .leftJoin(applications, eq(applications.id, dokuCalls.applicationId))
    .where(
      and(
        filter === "failed_calls" ? notInArray(dokuCalls.outcome, [...goodCallOutcomes]) : undefined,
        after(dokuCalls.at, dokuCalls.id, cursor),
      ),
    )
    .orderBy(desc(dokuCalls.at), desc(dokuCalls.id))
    .limit(limit);
  return rows.map((row) => ({ kind: "call" as const, ...row }));
}

type Listed = Awaited<ReturnType<typeof selectCallbacks>>[number] | Awaited<ReturnType<typeof selectCalls>>[number];
export type CallbackEvent = Omit<Extract<Listed, { kind: "callback" }>, "cursorAt">;
/** A call's application is null for calls that are nobody's, such as a token. */
export type CallEvent = Omit<Extract<Listed, { kind: "call" }>, "cursorAt">;
export type ExchangeEvent = CallbackEvent | CallEvent;

const position = (event: Listed) => `${event.cursorAt}_${event.id}`;

/** One page of callbacks and calls over all merchants, the newest first. */
export async function listExchange(
  db: Db,
  filter: EventFilter | null,
  cursor: Cursor | null,
  limit = eventsPerPage,
): Promise<{ events: ExchangeEvent[]; next: Cursor | null }> {
  const callbacks = await selectCallbacks(db, filter, cursor, limit + 1);
  const calls = await selectCalls(db, filter, cursor, limit + 1);
  const merged = [...callbacks, ...calls].sort((one, other) => (position(one) < position(other) ? 1 : -1));
  const page = merged.slice(0, limit);
  const last = page.at(-1);
  return {
    events: page.map(({ cursorAt: _, ...event }) => event),
    next: merged.length > limit && last ? { at: last.cursorAt, id: last.id } : null,
  };
}

/** The latest callbacks of one application, newest first. */
export async function listCallbacks(db: Db, applicationId: string, limit: number) {
  return await db
    .select(callback)
    .from(webhookEvents)
    .where(eq(webhookEvents.applicationId, applicationId))
    .orderBy(desc(webhookEvents.receivedAt), desc(webhookEvents.id))
    .limit(limit);
}

/** The latest calls to DOKU for one application, newest first. */
export async function listCalls(db: Db, applicationId: string, limit: number) {
  return await db
    .select(call)
    .from(dokuCalls)
    .where(eq(dokuCalls.applicationId, applicationId))
    .orderBy(desc(dokuCalls.at), desc(dokuCalls.id))
    .limit(limit);
}

export type CallbackHealth = {
  lastVerifiedAt: Date | null;
  lastUnverifiedAt: Date | null;
  /** Callbacks since `since`, by outcome. */
  recent: Map<CallbackOutcome, number>;
};

/** How well callbacks arrive: the last good and the last badly signed one ever, and counts since `since`. */
export async function readCallbackHealth(db: Db, since: Date): Promise<CallbackHealth> {
  const lasts = await db
    .select({ verified: webhookEvents.verified, at: max(webhookEvents.receivedAt) })
    .from(webhookEvents)
    .groupBy(webhookEvents.verified);
  const counts = await db
    .select({ outcome: webhookEvents.outcome, count: count() })
    .from(webhookEvents)
    .where(gt(webhookEvents.receivedAt, since))
    .groupBy(webhookEvents.outcome);
  const last = (verified: boolean) => lasts.find((row) => row.verified === verified)?.at ?? null;
  return {
    lastVerifiedAt: last(true),
    lastUnverifiedAt: last(false),
    recent: new Map(counts.map((row) => [row.outcome, row.count])),
  };
}
