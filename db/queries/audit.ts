import { asc, desc, eq } from "drizzle-orm";
import type { Db } from "../client";
import { auditLog } from "../schema";

export async function lastAuditRow(db: Db, applicationId: string) {
  const [row] = await db
    .select({ position: auditLog.position, hash: auditLog.hash })
    .from(auditLog)
    .where(eq(auditLog.applicationId, applicationId))
    .orderBy(desc(auditLog.position))
    .limit(1);
  return row ?? null;
}

export async function insertAuditRow(db: Db, row: typeof auditLog.$inferInsert): Promise<void> {
  await db.insert(auditLog).values(row);
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
    .orderBy(asc(auditLog.position));
}
