/** What went between DOKU and us: callbacks and calls, of one merchant or of all. Bodies are read by db/queries/event alone. */
import { and, desc, eq, gte, lt, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "../client";
import { applications, dokuCalls, webhookEvents, webhookOutcomes } from "../schema";
import { after, type Cursor, cursorAt } from "./keyset";

export const eventsPerPage = 50;

export type CallbackOutcome = (typeof webhookOutcomes)[number];
/** A callback outcome, `callbacks` for any, `calls` for every call to DOKU, or `failed_calls` for those that did not succeed. */
export const eventKinds = ["callbacks", ...webhookOutcomes, "calls", "failed_calls"] as const;
export type EventKind = (typeof eventKinds)[number];

/**
 * Each null for any. `type` and `status` are words of callbacks, `endpoint` of calls, so they leave the other out. `id` is an
 * entity's or a request's, or that of the merchant `applicationOfId`. `to` is the first moment that is left out.
 */
export type EventFilter = {
  kind: EventKind | null;
  type: string | null;
  status: string | null;
  endpoint: string | null;
  applicationId: string | null;
  id: string | null;
  applicationOfId: string | null;
  from: Date | null;
  to: Date | null;
};
export const everyEvent: EventFilter = {
  kind: null,
  type: null,
  status: null,
  endpoint: null,
  applicationId: null,
  id: null,
  applicationOfId: null,
  from: null,
  to: null,
};

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
  replayedAt: webhookEvents.replayedAt,
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
  /** Whether DOKU gave words with it. They may quote personal data, so no list has them: lib/kyb/reveal-event shows them. */
  hasWords: sql<boolean>`${dokuCalls.errorText} is not null`,
  at: dokuCalls.at,
};

/** Which callbacks a filter finds; null when it is about calls. */
export function callbackConditions(filter: EventFilter): SQL | null | undefined {
  const { kind, type, status, endpoint, applicationId, id, applicationOfId, from, to } = filter;
  if (endpoint || kind === "calls" || kind === "failed_calls") return null;
  const { receivedAt } = webhookEvents;
  return and(
    kind && kind !== "callbacks" ? eq(webhookEvents.outcome, kind) : undefined,
    type ? eq(webhookEvents.type, type) : undefined,
    status ? eq(webhookEvents.status, status) : undefined,
    applicationId ? eq(webhookEvents.applicationId, applicationId) : undefined,
    id
      ? or(
          eq(webhookEvents.entityId, id),
          eq(webhookEvents.requestId, id),
          applicationOfId ? eq(webhookEvents.applicationId, applicationOfId) : undefined,
        )
      : undefined,
    from ? gte(receivedAt, from) : undefined,
    to ? lt(receivedAt, to) : undefined,
  );
}

/**
 * The same for calls. `replayed` is a repeat that DOKU answered as before (contract section 4), so it did not fail; the index
 * of failed calls wants exactly these words.
 */
function callConditions(filter: EventFilter): SQL | null | undefined {
  const { kind, type, status, endpoint, applicationId, id, applicationOfId, from, to } = filter;
  const isOfCalls = kind === null || kind === "calls" || kind === "failed_calls";
  if (type || status || !isOfCalls) return null;
  return and(
    kind === "failed_calls" ? sql`${dokuCalls.outcome} not in ('ok', 'replayed')` : undefined,
    endpoint ? eq(dokuCalls.endpoint, endpoint) : undefined,
    applicationId ? eq(dokuCalls.applicationId, applicationId) : undefined,
    id
      ? or(eq(dokuCalls.requestId, id), applicationOfId ? eq(dokuCalls.applicationId, applicationOfId) : undefined)
      : undefined,
    from ? gte(dokuCalls.at, from) : undefined,
    to ? lt(dokuCalls.at, to) : undefined,
  );
}

/** Callbacks, newest first; null when the filter is about calls. Not run yet. */
export function callbacksQuery(db: Db, filter: EventFilter, cursor: Cursor | null, limit: number) {
  const where = callbackConditions(filter);
  if (where === null) return null;
  return db
    .select({ ...callback, ...merchant, cursorAt: cursorAt(webhookEvents.receivedAt) })
    .from(webhookEvents)
    .innerJoin(applications, eq(applications.id, webhookEvents.applicationId))
    .where(and(where, after(webhookEvents.receivedAt, webhookEvents.id, cursor)))
    .orderBy(desc(webhookEvents.receivedAt), desc(webhookEvents.id))
    .limit(limit);
}

/** The same for calls. */
export function callsQuery(db: Db, filter: EventFilter, cursor: Cursor | null, limit: number) {
  const where = callConditions(filter);
  if (where === null) return null;
  return db
    .select({ ...call, ...merchant, cursorAt: cursorAt(dokuCalls.at) })
    .from(dokuCalls)
    .leftJoin(applications, eq(applications.id, dokuCalls.applicationId))
    .where(and(where, after(dokuCalls.at, dokuCalls.id, cursor)))
    .orderBy(desc(dokuCalls.at), desc(dokuCalls.id))
    .limit(limit);
}

async function selectCallbacks(...asked: Parameters<typeof callbacksQuery>) {
  const rows = (await callbacksQuery(...asked)) ?? [];
  return rows.map((row) => ({ kind: "callback" as const, ...row }));
}

async function selectCalls(...asked: Parameters<typeof callsQuery>) {
  const rows = (await callsQuery(...asked)) ?? [];
  return rows.map((row) => ({ kind: "call" as const, ...row }));
}

type Listed = Awaited<ReturnType<typeof selectCallbacks>>[number] | Awaited<ReturnType<typeof selectCalls>>[number];
export type CallbackEvent = Omit<Extract<Listed, { kind: "callback" }>, "cursorAt">;
/** A call's application is null for calls that are nobody's, such as a token. */
export type CallEvent = Omit<Extract<Listed, { kind: "call" }>, "cursorAt">;
export type ExchangeEvent = CallbackEvent | CallEvent;

const position = (event: Listed) => `${event.cursorAt}_${event.id}`;

/** One page of callbacks and calls, the newest first. */
export async function listExchange(
  db: Db,
  filter: EventFilter,
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
