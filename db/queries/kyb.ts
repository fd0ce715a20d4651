/** What DOKU said: entities, callbacks, calls. */
import { and, count, desc, eq, gt, gte, inArray, isNotNull, lt, ne, type SQL, sql } from "drizzle-orm";
import type { CallbackType, Entity, EntityState } from "../../lib/domain/sections";
import type { Db } from "../client";
import { databaseClock } from "../clock";
import { applications, dokuCalls, kybEntities, webhookEvents } from "../schema";
import { isTried } from "./waiting-callbacks";

/** `ref` is our own key of what it is, `attempt` how often it was sent, `changedAt` when state or notes became different. */
export type StoredEntity = Entity & { rawStatus: string; ref: string | null; attempt: number; changedAt: Date };

const entity = {
  type: kybEntities.type,
  entityId: kybEntities.entityId,
  name: kybEntities.name,
  state: kybEntities.state,
  rawStatus: kybEntities.rawStatus,
  notes: kybEntities.notes,
  dokuTime: kybEntities.dokuTime,
  ref: kybEntities.ref,
  attempt: kybEntities.attempt,
  changedAt: kybEntities.changedAt,
};

export async function listEntities(db: Db, applicationId: string): Promise<StoredEntity[]> {
  return await db.select(entity).from(kybEntities).where(eq(kybEntities.applicationId, applicationId));
}

export async function findEntity(db: Db, applicationId: string, type: CallbackType, entityId: string) {
  const [row] = await db
    .select(entity)
    .from(kybEntities)
    .where(
      and(eq(kybEntities.applicationId, applicationId), eq(kybEntities.type, type), eq(kybEntities.entityId, entityId)),
    );
  return row ?? null;
}

const isSame = (one: Entity, other: Entity) =>
  one.state === other.state && JSON.stringify(one.notes) === JSON.stringify(other.notes);

/**
 * Writes what is known of one entity over what was stored. A name or key that is not told again is kept, and
 * `changedAt` moves only when state or notes differ, by the database's clock: it is compared with when a reading began, on
 * another machine perhaps.
 */
export async function upsertEntity(
  db: Db,
  applicationId: string,
  value: Entity & { rawStatus: string; ref?: string | null; attempt?: number },
  before: StoredEntity | null,
  now: Date | SQL = databaseClock,
): Promise<void> {
  const { type, entityId, name, state, rawStatus, notes, dokuTime, ref, attempt } = value;
  const change = {
    state,
    rawStatus,
    notes,
    dokuTime,
    changedAt: before && isSame(before, value) ? before.changedAt : now,
    ...(name ? { name } : {}),
    ...(ref ? { ref } : {}),
    ...(attempt ? { attempt } : {}),
  };
  await db
    .insert(kybEntities)
    .values({ applicationId, type, entityId, name, ...change })
    .onConflictDoUpdate({ target: [kybEntities.applicationId, kybEntities.type, kybEntities.entityId], set: change });
}

export async function deleteEntity(db: Db, applicationId: string, type: CallbackType, entityId: string): Promise<void> {
  await db
    .delete(kybEntities)
    .where(
      and(eq(kybEntities.applicationId, applicationId), eq(kybEntities.type, type), eq(kybEntities.entityId, entityId)),
    );
}

type NewEvent = typeof webhookEvents.$inferInsert;

/**
 * Stores one callback; one that is there already (same application, Request-Id, body, verified or not) is left out.
 * @returns its id, or null when it was there
 */
export async function insertWebhookEvent(db: Db, event: NewEvent): Promise<string | null> {
  const [row] = await db.insert(webhookEvents).values(event).onConflictDoNothing().returning({ id: webhookEvents.id });
  return row?.id ?? null;
}

export async function setWebhookOutcomes(
  db: Db,
  eventIds: string[],
  outcome: (typeof webhookEvents.$inferSelect)["outcome"],
  why: string | null,
): Promise<void> {
  await db.update(webhookEvents).set({ outcome, why }).where(inArray(webhookEvents.id, eventIds));
}

/** How many callbacks with a bad signature this application got since `since`: limits the reads they may cause. */
export async function countUnverified(db: Db, applicationId: string, since: Date): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(webhookEvents)
    .where(
      and(
        isTried,
        eq(webhookEvents.applicationId, applicationId),
        eq(webhookEvents.verified, false),
        gt(webhookEvents.receivedAt, since),
      ),
    );
  return row?.count ?? 0;
}

/** Whether another application already has one of these DOKU ids. */
export async function isOtherBusinessKnown(db: Db, applicationId: string, businessId: string): Promise<boolean> {
  const rows = await db
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.dokuBusinessId, businessId), ne(applications.id, applicationId)));
  return rows.length > 0;
}

/** Forgets calls of an endpoint from before the moment, the oldest first, at most `limit`. Answers how many they were. */
export async function deleteDokuCallsBefore(db: Db, endpoint: string, moment: Date, limit: number): Promise<number> {
  const old = db
    .select({ id: dokuCalls.id })
    .from(dokuCalls)
    .where(and(eq(dokuCalls.endpoint, endpoint), lt(dokuCalls.at, moment)))
    .orderBy(dokuCalls.at)
    .limit(limit)
    .for("update", { skipLocked: true });
  return (await db.delete(dokuCalls).where(inArray(dokuCalls.id, old)).returning({ id: dokuCalls.id })).length;
}

export async function insertDokuCall(db: Db, call: typeof dokuCalls.$inferInsert): Promise<void> {
  await db.insert(dokuCalls).values(call);
}

/** How many tries of this call were made for the application since then. */
export async function countCallsFor(db: Db, applicationId: string, endpoint: string, since: Date): Promise<number> {
  const isCounted = and(
    eq(dokuCalls.applicationId, applicationId),
    gte(dokuCalls.at, since),
    eq(dokuCalls.endpoint, endpoint),
  );
  return await db.$count(dokuCalls, isCounted);
}

/** What only credentials that hold lead to, whatever DOKU then says of the call; `auth` is the contrary. */
const answersToSigned = ["ok", "replayed", "rejected", "conflict", "not_found", "auth"];

/**
 * The outcome of the newest signed call for a merchant whose answer tells whether DOKU takes the credentials; null without one. An
 * upload's tells of its token, and a call for nobody may have tried other credentials.
 */
export async function findSignedOutcome(
  db: Db,
  { since, besides }: { since: Date; besides: string | null },
): Promise<string | null> {
  const [row] = await db
    .select({ outcome: dokuCalls.outcome })
    .from(dokuCalls)
    .where(
      and(
        gte(dokuCalls.at, since),
        inArray(dokuCalls.outcome, answersToSigned),
        ne(dokuCalls.endpoint, "upload-file"),
        isNotNull(dokuCalls.applicationId),
        besides ? ne(dokuCalls.applicationId, besides) : undefined,
      ),
    )
    .orderBy(desc(dokuCalls.at), desc(dokuCalls.id))
    .limit(1);
  return row?.outcome ?? null;
}

/** Types and states of the entities of several applications, for lists: a row an application, since those are few. */
export async function listEntitiesOf(
  db: Db,
  applicationIds: string[],
): Promise<Map<string, { type: CallbackType; state: EntityState }[]>> {
  if (applicationIds.length === 0) return new Map();
  const rows = await db
    .select({
      applicationId: kybEntities.applicationId,
      types: sql<CallbackType[]>`array_agg(${kybEntities.type} order by ${kybEntities.type}, ${kybEntities.entityId})`,
      states: sql<EntityState[]>`array_agg(${kybEntities.state} order by ${kybEntities.type}, ${kybEntities.entityId})`,
    })
    .from(kybEntities)
    .where(inArray(kybEntities.applicationId, applicationIds))
    .groupBy(kybEntities.applicationId);
  return new Map(
    rows.map(({ applicationId, types, states }) => [
      applicationId,
      types.map((type, index) => ({ type, state: states[index] as EntityState })),
    ]),
  );
}
