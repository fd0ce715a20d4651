/** Who of the staff has a merchant's page open. */
import { and, asc, eq, gt, inArray, lte, ne, sql } from "drizzle-orm";
import type { Db } from "../client";
import { applications, lookers, users } from "../schema";

export type Look = { applicationId: string; userId: string };

/**
 * Notes that these people are looking now.
 * @param since rows from before it count as gone
 * @returns the applications at which somebody is new
 */
export async function renewLooks(db: Db, looks: readonly Look[], now: Date, since: Date): Promise<string[]> {
  if (looks.length === 0) return [];
  const known = await db
    .select({ applicationId: lookers.applicationId, userId: lookers.userId })
    .from(lookers)
    .where(
      and(
        inArray(
          lookers.applicationId,
          looks.map(({ applicationId }) => applicationId),
        ),
        gt(lookers.seenAt, since),
      ),
    );
  const isKnown = (look: Look) =>
    known.some(({ applicationId, userId }) => applicationId === look.applicationId && userId === look.userId);
  // Always in one order: two processes that renew the same rows must not wait for each other in a circle.
  const rows = looks
    .map((look) => ({ ...look, seenAt: now }))
    .sort((one, other) => (one.applicationId + one.userId < other.applicationId + other.userId ? -1 : 1));
  await db
    .insert(lookers)
    .values(rows)
    .onConflictDoUpdate({ target: [lookers.applicationId, lookers.userId], set: { seenAt: sql`excluded.seen_at` } });
  return [...new Set(looks.filter((look) => !isKnown(look)).map(({ applicationId }) => applicationId))];
}

/** Somebody closed the page. */
export async function deleteLook(db: Db, { applicationId, userId }: Look): Promise<void> {
  await db.delete(lookers).where(and(eq(lookers.applicationId, applicationId), eq(lookers.userId, userId)));
}

/** Forgets people who have not been heard of since, at the given applications; answers with those that lost somebody. */
export async function deleteStaleLooks(db: Db, applicationIds: string[], since: Date): Promise<string[]> {
  if (applicationIds.length === 0) return [];
  const rows = await db
    .delete(lookers)
    .where(and(inArray(lookers.applicationId, applicationIds), lte(lookers.seenAt, since)))
    .returning({ applicationId: lookers.applicationId });
  return [...new Set(rows.map(({ applicationId }) => applicationId))];
}

/** Names of the others who have this page open, in the order of their names. */
export async function listOtherLookers(db: Db, { applicationId, userId }: Look, since: Date): Promise<string[]> {
  const rows = await db
    .select({ name: users.name })
    .from(lookers)
    .innerJoin(users, eq(users.id, lookers.userId))
    .where(and(eq(lookers.applicationId, applicationId), ne(lookers.userId, userId), gt(lookers.seenAt, since)))
    .orderBy(asc(users.id));
  return rows.map(({ name }) => name);
}

/** Open pages render again; nothing about the application itself has changed. */
export async function raiseRevision(db: Db, applicationId: string): Promise<void> {
  await db
    .update(applications)
    .set({ revision: sql`${applications.revision} + 1` })
    .where(eq(applications.id, applicationId));
}
