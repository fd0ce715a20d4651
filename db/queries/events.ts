/** What went between DOKU and us: callbacks and calls, of one merchant or of all. Bodies are read by db/queries/event alone. */
import { and, desc, eq, gte, lt, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "../client";
import { applications, dokuCalls, webhookEvents, webhookOutcomes } from "../schema";
import { after, type Cursor, cursorAt } from "./keyset";
import { isTried, isWaiting } from "./waiting-callbacks";

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

/** Of callbacks: those that were tried, which the indexes by word and id hold, or those that still wait. */
type Part = "tried" | "waiting";

/** Where callbacks that a filter finds are looked for; both where it is not about an outcome. None when it is about calls. */
export function partsOf({ kind, endpoint }: EventFilter): Part[] {
  if (endpoint || kind === "calls" || kind === "failed_calls") return [];
  if (kind === "received") return ["waiting"];
  return kind === null || kind === "callbacks" ? ["tried", "waiting"] : ["tried"];
}

/** Which callbacks of the part a filter finds. */
export function callbackConditions(filter: EventFilter, part: Part): SQL | undefined {
  const { kind, type, status, applicationId, id, applicationOfId, from, to } = filter;
  const { receivedAt } = webhookEvents;
  return and(
    part === "tried" ? isTried : isWaiting,
    kind && kind !== "callbacks" && kind !== "received"
      ? eq(webhookEvents.outcome, kind as CallbackOutcome)
      : undefined,
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

/** Callbacks, newest first. Not run yet. */
export function callbacksQuery(db: Db, filter: EventFilter, part: Part, cursor: Cursor | null, limit: number) {
  return db
    .select({ ...callback, ...merchant, cursorAt: cursorAt(webhookEvents.receivedAt) })
    .from(webhookEvents)
    .innerJoin(applications, eq(applications.id, webhookEvents.applicationId))
    .where(and(callbackConditions(filter, part), after(webhookEvents.receivedAt, webhookEvents.id, cursor)))
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

async function selectCallbacks(db: Db, filter: EventFilter, cursor: Cursor | null, limit: number) {
  const rows = await Promise.all(partsOf(filter).map((part) => callbacksQuery(db, filter, part, cursor, limit)));
  return rows.flat().map((row) => ({ kind: "callback" as const, ...row }));
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
const newestFirst = (one: Listed, other: Listed) => (position(one) < position(other) ? 1 : -1);

/** One page of callbacks and calls, the newest first. */
export async function listExchange(
  db: Db,
  filter: EventFilter,
  cursor: Cursor | null,
  limit = eventsPerPage,
): Promise<{ events: ExchangeEvent[]; next: Cursor | null }> {
  const callbacks = await selectCallbacks(db, filter, cursor, limit + 1);
  const calls = await selectCalls(db, filter, cursor, limit + 1);
  const merged = [...callbacks, ...calls].sort(newestFirst);
  const page = merged.slice(0, limit);
  const last = page.at(-1);
  return {
    events: page.map(({ cursorAt: _, ...event }) => event),
    next: merged.length > limit && last ? { at: last.cursorAt, id: last.id } : null,
  };
}

/** The latest callbacks of one application, newest first. */
export async function listCallbacks(db: Db, applicationId: string, limit: number): Promise<CallbackEvent[]> {
  const rows = await selectCallbacks(db, { ...everyEvent, applicationId }, null, limit);
  return rows
    .sort(newestFirst)
    .slice(0, limit)
    .map(({ cursorAt: _, ...event }) => event);
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
