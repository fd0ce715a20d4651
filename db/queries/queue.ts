/** What of an application decides about its place in the queue of the desk. */
import { and, eq, inArray, isNull, min, sql } from "drizzle-orm";
import type { Need } from "../../lib/domain/needs";
import type { CallbackType, RejectNote } from "../../lib/domain/sections";
import type { Db } from "../client";
import {
  applications,
  changeRequests,
  drifts,
  kybEntities,
  returns,
  secondOpinions,
  sectionAttempts,
  standingChanges,
} from "../schema";
import { isRefused } from "../schema/desk-order";

/** An entity that is refused or suspended now. */
export type Refusal = {
  type: CallbackType;
  entityId: string;
  state: "rejected" | "suspended";
  notes: RejectNote[];
  changedAt: Date;
};

export async function listRefusals(db: Db, applicationId: string): Promise<Refusal[]> {
  const rows = await db
    .select({
      type: kybEntities.type,
      entityId: kybEntities.entityId,
      state: kybEntities.state,
      notes: kybEntities.notes,
      changedAt: kybEntities.changedAt,
    })
    .from(kybEntities)
    .where(and(eq(kybEntities.applicationId, applicationId), inArray(kybEntities.state, ["rejected", "suspended"])));
  return rows as Refusal[];
}

/** The last attempt of each of the sections, and whether staff have given that very one back to the merchant. */
export async function listLastAttempts(db: Db, applicationId: string, types: CallbackType[]) {
  if (types.length === 0) return [];
  return await db
    .selectDistinctOn([sectionAttempts.type], {
      type: sectionAttempts.type,
      state: sectionAttempts.state,
      stateAt: sectionAttempts.stateAt,
      isReturned: sql<boolean>`exists (${db
        .select({ one: sql`1` })
        .from(returns)
        .where(
          and(
            eq(returns.applicationId, sectionAttempts.applicationId),
            eq(returns.type, sectionAttempts.type),
            eq(returns.attempt, sectionAttempts.attempt),
            isNull(returns.takenBackAt),
          ),
        )})`,
    })
    .from(sectionAttempts)
    .where(and(eq(sectionAttempts.applicationId, applicationId), inArray(sectionAttempts.type, types)))
    .orderBy(sectionAttempts.type, sql`${sectionAttempts.attempt} desc`);
}

/** Since when which of these waits for staff: one round trip, whatever there is. A drift that a callback explained does not. */
export async function findWaiting(
  db: Db,
  applicationId: string,
): Promise<{ asksChangeAt: Date | null; secondAt: Date | null; driftAt: Date | null; standingSince: Date | null }> {
  const oldest = {
    asksChangeAt: db
      .select({ at: min(changeRequests.askedAt).as("changes_at") })
      .from(changeRequests)
      .where(and(eq(changeRequests.applicationId, applicationId), eq(changeRequests.state, "asked"))),
    secondAt: db
      .select({ at: min(secondOpinions.askedAt).as("seconds_at") })
      .from(secondOpinions)
      .where(and(eq(secondOpinions.applicationId, applicationId), eq(secondOpinions.state, "asked"))),
    driftAt: db
      .select({ at: min(drifts.foundAt).as("drifts_at") })
      .from(drifts)
      .where(and(eq(drifts.applicationId, applicationId), isNull(drifts.seenAt), isNull(drifts.callbackAt))),
    standingSince: db
      .select({ at: min(standingChanges.at).as("standing_at") })
      .from(standingChanges)
      .where(and(eq(standingChanges.applicationId, applicationId), isNull(standingChanges.leftAt))),
  };
  const [row] = await db
    .select({
      asksChangeAt: sql<Date | null>`(${oldest.asksChangeAt})`.mapWith(changeRequests.askedAt),
      secondAt: sql<Date | null>`(${oldest.secondAt})`.mapWith(secondOpinions.askedAt),
      driftAt: sql<Date | null>`(${oldest.driftAt})`.mapWith(drifts.foundAt),
      standingSince: sql<Date | null>`(${oldest.standingSince})`.mapWith(standingChanges.at),
    })
    .from(applications)
    .where(eq(applications.id, applicationId));
  return row ?? { asksChangeAt: null, secondAt: null, driftAt: null, standingSince: null };
}

/** Takes note of every drift of an application that nobody has seen; answers with how many those were. */
export async function markDriftsSeen(db: Db, applicationId: string, seenBy: string, seenAt: Date): Promise<number> {
  const rows = await db
    .update(drifts)
    .set({ seenAt, seenBy })
    .where(and(eq(drifts.applicationId, applicationId), isNull(drifts.seenAt)))
    .returning({ id: drifts.id });
  return rows.length;
}

/**
 * Applications whose place may be another once notes have another reason: those with this reason among their refusals,
 * or those with notes that nobody has put anywhere. By id, `after` the given one.
 */
export async function listIdsByReason(
  db: Db,
  { reason, after, limit }: { reason: string | null; after: string | null; limit: number },
): Promise<string[]> {
  const need: Need = "unmapped";
  const concerned = reason
    ? sql`${applications.reasons} @> array[${reason}]::text[] and ${isRefused(applications)}`
    : sql`${need} = any(${applications.needs})`;
  const rows = await db
    .select({ id: applications.id })
    .from(applications)
    .where(and(concerned, after ? sql`${applications.id} > ${after}` : undefined))
    .orderBy(applications.id)
    .limit(limit);
  return rows.map(({ id }) => id);
}
