/** The attempts of sections: what was sent when, and what came back. */
import { and, asc, desc, eq } from "drizzle-orm";
import type { CallbackType } from "../../lib/domain/sections";
import type { Db } from "../client";
import { sectionAttempts } from "../schema";

const columns = {
  type: sectionAttempts.type,
  attempt: sectionAttempts.attempt,
  cause: sectionAttempts.cause,
  submissionId: sectionAttempts.submissionId,
  sentAt: sectionAttempts.sentAt,
  entityIds: sectionAttempts.entityIds,
  state: sectionAttempts.state,
  notes: sectionAttempts.notes,
  stateAt: sectionAttempts.stateAt,
  decidedAt: sectionAttempts.decidedAt,
};
export type Attempt = Pick<typeof sectionAttempts.$inferSelect, keyof typeof columns>;

/** Every attempt of an application, by section, the first one first. */
export async function listAttempts(db: Db, applicationId: string): Promise<Attempt[]> {
  return await db
    .select(columns)
    .from(sectionAttempts)
    .where(eq(sectionAttempts.applicationId, applicationId))
    .orderBy(asc(sectionAttempts.type), asc(sectionAttempts.attempt));
}

/** The last attempt of each section that was sent. */
export async function listLatestAttempts(db: Db, applicationId: string): Promise<Map<CallbackType, Attempt>> {
  const rows = await db
    .selectDistinctOn([sectionAttempts.type], columns)
    .from(sectionAttempts)
    .where(eq(sectionAttempts.applicationId, applicationId))
    .orderBy(sectionAttempts.type, desc(sectionAttempts.attempt));
  return new Map(rows.map((row) => [row.type, row]));
}

/** Notes that a section was sent; what comes back is noted later. */
export async function insertAttempt(db: Db, applicationId: string, attempt: Omit<Attempt, "decidedAt">): Promise<void> {
  await db.insert(sectionAttempts).values({ applicationId, ...attempt });
}

/** Notes what came back for one attempt. */
export async function updateAttempt(
  db: Db,
  applicationId: string,
  { type, attempt }: Pick<Attempt, "type" | "attempt">,
  change: Pick<Attempt, "state" | "notes" | "stateAt" | "decidedAt">,
): Promise<void> {
  await db
    .update(sectionAttempts)
    .set(change)
    .where(
      and(
        eq(sectionAttempts.applicationId, applicationId),
        eq(sectionAttempts.type, type),
        eq(sectionAttempts.attempt, attempt),
      ),
    );
}
