/** Whether somebody did the very same a moment ago, from the audit trail. */
import { and, eq, gt, sql } from "drizzle-orm";
import type { Db } from "../client";
import { auditLog } from "../schema";

type Deed = { applicationId: string; actorId: string; action: string; detail: Record<string, unknown> };

/** Whether this person did exactly this to the merchant after `since`. */
export async function wasDoneSince(
  db: Db,
  { applicationId, actorId, action, detail }: Deed,
  since: Date,
): Promise<boolean> {
  const rows = await db
    .select({ position: auditLog.position })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.applicationId, applicationId),
        eq(auditLog.actorId, actorId),
        gt(auditLog.at, since),
        eq(auditLog.action, action),
        sql`${auditLog.detail} = ${JSON.stringify(detail)}::jsonb`,
      ),
    )
    .limit(1);
  return rows.length > 0;
}
