/** Requests to change data that DOKU has approved already. */
import { and, desc, eq, inArray } from "drizzle-orm";
import type { ChangeState } from "../../lib/domain/changes";
import type { Db } from "../client";
import { changeRequests } from "../schema";

const columns = {
  id: changeRequests.id,
  applicationId: changeRequests.applicationId,
  type: changeRequests.type,
  state: changeRequests.state,
  reason: changeRequests.reason,
  answer: changeRequests.answer,
  askedAt: changeRequests.askedAt,
  decidedAt: changeRequests.decidedAt,
  decidedBy: changeRequests.decidedBy,
};
export type ChangeRequest = Pick<typeof changeRequests.$inferSelect, keyof typeof columns>;

/** Every request of an application, the latest first. */
export async function listChanges(db: Db, applicationId: string): Promise<ChangeRequest[]> {
  return await db
    .select(columns)
    .from(changeRequests)
    .where(eq(changeRequests.applicationId, applicationId))
    .orderBy(desc(changeRequests.askedAt));
}

/** Those in one of the given states. */
export async function listChangesIn(db: Db, applicationId: string, states: ChangeState[]): Promise<ChangeRequest[]> {
  return await db
    .select(columns)
    .from(changeRequests)
    .where(and(eq(changeRequests.applicationId, applicationId), inArray(changeRequests.state, states)));
}

/** For staff, who decide about any merchant's. */
export async function findChangeUnscoped(db: Db, changeId: string): Promise<ChangeRequest | null> {
  const [row] = await db.select(columns).from(changeRequests).where(eq(changeRequests.id, changeId));
  return row ?? null;
}

export async function insertChange(
  db: Db,
  values: Pick<typeof changeRequests.$inferInsert, "applicationId" | "type" | "reason">,
): Promise<string> {
  const [row] = await db.insert(changeRequests).values(values).returning({ id: changeRequests.id });
  if (!row) throw new Error("insert returned no row");
  return row.id;
}

export async function updateChange(
  db: Db,
  changeId: string,
  change: Partial<
    Pick<typeof changeRequests.$inferInsert, "state" | "answer" | "decidedAt" | "decidedBy" | "submissionId">
  >,
): Promise<void> {
  await db.update(changeRequests).set(change).where(eq(changeRequests.id, changeId));
}
