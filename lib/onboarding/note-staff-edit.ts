import type { Tx } from "@/db/client";
import type { AuditDetail } from "../audit/emit";
import { emitAuditOnce } from "../audit/emit-once";
import type { CaseActor } from "../domain/actor";

/** For `editOpen`: open pages render again, but no decision of staff is stale because somebody types. */
export const typing = { isNews: false } as const;

/** Writes down that staff typed something on the merchant's behalf; saving while typing makes one row, not hundreds. */
export async function noteStaffEdit(tx: Tx, actor: CaseActor, detail: AuditDetail): Promise<void> {
  if (actor.kind !== "staff") return;
  await emitAuditOnce(tx, { applicationId: actor.applicationId, actor, action: "correction.edited", detail });
}
