import type { Tx } from "@/db/client";
import { findAskedOpinion } from "@/db/queries/second-opinions";
import { findLatestSubmission } from "@/db/queries/submissions";
import type { AuditDetail } from "../audit/emit";
import { emitAuditOnce } from "../audit/emit-once";
import type { CaseActor } from "../domain/actor";

/** For `editOpen`: open pages render again, but no decision of staff is stale because somebody types. */
export const typing = { isNews: false } as const;

/** Writes down that staff typed something on the merchant's behalf; saving while typing makes one row, not hundreds. */
export async function noteStaffEdit(tx: Tx, actor: CaseActor, detail: AuditDetail): Promise<void> {
  if (actor.kind !== "staff") return;
  const { applicationId } = actor;
  // What is typed after it was sent, or after a second person was asked, is told by a row of its own.
  const latest = await findLatestSubmission(tx, applicationId);
  const asked = await findAskedOpinion(tx, applicationId);
  const since = { attempt: latest?.attempt ?? 0, ...(asked ? { secondId: asked.id } : {}) };
  await emitAuditOnce(tx, { applicationId, actor, action: "correction.edited", detail: { ...detail, ...since } });
}
