/** The audit trail. Rows are added and read, never changed; the database refuses anything else. */
import { and, asc, eq, sql } from "drizzle-orm";
import type { Db, Tx } from "../client";
import { auditHeads, auditLog } from "../schema";

export type AuditChain = { chain: "merchant" | "staff"; chainId: string };

/** The last row of a chain, locked for the rest of the transaction so that nobody else appends meanwhile; position 0 for none. */
export async function lockAuditHead(tx: Tx, { chain, chainId }: AuditChain) {
  await tx.insert(auditHeads).values({ chain, chainId, position: 0, hash: "" }).onConflictDoNothing();
  const [head] = await tx
    .select({ position: auditHeads.position, hash: auditHeads.hash })
    .from(auditHeads)
    .where(and(eq(auditHeads.chain, chain), eq(auditHeads.chainId, chainId)))
    .for("update");
  if (!head) throw new Error("the head of an audit chain is gone");
  return head;
}

/** Appends a row to a chain whose head is locked. */
export async function appendAuditRow(tx: Tx, row: typeof auditLog.$inferInsert): Promise<void> {
  await tx.insert(auditLog).values(row);
  await tx
    .update(auditHeads)
    .set({ position: row.position, hash: row.hash, checkpoint: sql`null` })
    .where(and(eq(auditHeads.chain, row.chain), eq(auditHeads.chainId, row.chainId)));
}

/** Everything that people and the system did to one application, oldest first. */
export async function listAudit(db: Db, applicationId: string) {
  return await db
    .select({
      position: auditLog.position,
      actorKind: auditLog.actorKind,
      actorId: auditLog.actorId,
      action: auditLog.action,
      detail: auditLog.detail,
      at: auditLog.at,
    })
    .from(auditLog)
    .where(eq(auditLog.applicationId, applicationId))
    .orderBy(asc(auditLog.at), asc(auditLog.position));
}
