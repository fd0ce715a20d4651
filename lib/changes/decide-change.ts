/** Staff decide about a change of approved data. */
import { database } from "@/db/client";
import { findChangeUnscoped, updateChange } from "@/db/queries/changes";
import { emitAudit } from "../audit/emit";
import { requireUnchanged } from "../desk/require-unchanged";
import type { StaffActor } from "../domain/actor";
import { conflict, notFound } from "../errors";
import { planMerchantMail } from "../kyb/plan-mail";
import { changeApplication } from "../live/change-application";

/**
 * Approved, the section opens for the merchant; declined, the merchant reads why. Either is told by mail.
 * @throws AppError not_found · conflict "decidedMeanwhile" · conflict "changeDecided" when it was decided or taken back meanwhile
 */
export async function decideChange({
  actor,
  input: { changeId, seen, decision, answer },
}: {
  actor: StaffActor;
  input: { changeId: string; seen?: number; decision: "approve" | "decline"; answer: string };
}): Promise<void> {
  const found = await findChangeUnscoped((await database()).db, changeId);
  if (!found) throw notFound();
  const { applicationId, type } = found;
  await changeApplication(applicationId, async (tx, application) => {
    requireUnchanged(application, seen);
    // Read again under the lock: two people may press at once.
    if ((await findChangeUnscoped(tx, changeId))?.state !== "asked") throw conflict("changeDecided");
    const state = decision === "approve" ? "approved" : "declined";
    await updateChange(tx, changeId, {
      state,
      answer: answer || null,
      decidedAt: new Date(),
      decidedBy: actor.userId,
    });
    await emitAudit(tx, { applicationId, actor, action: `change.${state}`, detail: { type, changeId } });
    await planMerchantMail(tx, application, {
      occasion: `change:${changeId}`,
      kind: `change_${state}`,
      facts: { type, changeId },
    });
  });
}
