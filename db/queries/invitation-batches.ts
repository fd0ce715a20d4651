/** Files of invitations between their preview and their end. */
import { and, eq, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { CheckedRow } from "../../lib/domain/invitation-rows";
import type { Db, Tx } from "../client";
import { applications, invitationBatches, invitations, users } from "../schema";

const columns = {
  id: invitationBatches.id,
  madeBy: invitationBatches.madeBy,
  total: invitationBatches.total,
  invited: invitationBatches.invited,
  leftOut: invitationBatches.leftOut,
  createdAt: invitationBatches.createdAt,
  confirmedAt: invitationBatches.confirmedAt,
  doneAt: invitationBatches.doneAt,
};

/** @param total how many of the rows can be invited */
export async function insertBatch(
  db: Db,
  values: { madeBy: string; rows: CheckedRow[]; total: number },
): Promise<string> {
  const [row] = await db.insert(invitationBatches).values(values).returning({ id: invitationBatches.id });
  if (!row) throw new Error("insert returned no row");
  return row.id;
}

/** One's own file, without its rows. */
export async function findBatch(db: Db, madeBy: string, batchId: string) {
  const [row] = await db
    .select(columns)
    .from(invitationBatches)
    .where(and(eq(invitationBatches.id, batchId), eq(invitationBatches.madeBy, madeBy)));
  return row ?? null;
}
export type Batch = NonNullable<Awaited<ReturnType<typeof findBatch>>>;

/** For background work: takes the row's lock for the rest of the transaction. */
export async function lockBatchUnscoped(tx: Tx, batchId: string): Promise<Batch | null> {
  const [row] = await tx.select(columns).from(invitationBatches).where(eq(invitationBatches.id, batchId)).for("update");
  return row ?? null;
}

/** The rows, personal as they are; none once they were dropped. */
export async function findBatchRows(db: Db, batchId: string): Promise<CheckedRow[]> {
  const [row] = await db
    .select({ rows: invitationBatches.rows })
    .from(invitationBatches)
    .where(eq(invitationBatches.id, batchId));
  return (row?.rows ?? []) as CheckedRow[];
}

export async function updateBatch(
  db: Db,
  batchId: string,
  change: Partial<Pick<typeof invitationBatches.$inferInsert, "confirmedAt" | "doneAt" | "rows">>,
): Promise<void> {
  await db.update(invitationBatches).set(change).where(eq(invitationBatches.id, batchId));
}

/** Moves on by one row. */
export async function countBatchRow(db: Db, batchId: string, outcome: "invited" | "leftOut"): Promise<void> {
  const column = invitationBatches[outcome];
  await db
    .update(invitationBatches)
    .set({ [outcome]: sql`${column} + 1` })
    .where(eq(invitationBatches.id, batchId));
}

/** One's own file that was not confirmed; a confirmed one stays. */
export async function deleteUnconfirmedBatch(db: Db, madeBy: string, batchId: string): Promise<void> {
  await db
    .delete(invitationBatches)
    .where(
      and(
        eq(invitationBatches.id, batchId),
        eq(invitationBatches.madeBy, madeBy),
        isNull(invitationBatches.confirmedAt),
      ),
    );
}

/** Which of these addresses a file has invited, in blind indexes. */
export async function findInvitedBy(db: Db, batchId: string, emailIndexes: readonly string[]): Promise<Set<string>> {
  if (emailIndexes.length === 0) return new Set();
  const rows = await db
    .select({ emailIndex: users.emailIndex })
    .from(users)
    .innerJoin(applications, eq(applications.ownerId, users.id))
    .innerJoin(invitations, eq(invitations.applicationId, applications.id))
    .where(and(inArray(users.emailIndex, [...emailIndexes]), eq(invitations.batchId, batchId)));
  return new Set(rows.map((row) => row.emailIndex));
}

/** Forgets what nobody confirmed before that moment, and the rows of what was done before it. */
export async function dropBatchesBefore(db: Db, moment: Date): Promise<void> {
  await db
    .delete(invitationBatches)
    .where(and(isNull(invitationBatches.confirmedAt), lt(invitationBatches.createdAt, moment)));
  await db
    .update(invitationBatches)
    .set({ rows: null })
    .where(and(isNotNull(invitationBatches.rows), lt(invitationBatches.doneAt, moment)));
}
