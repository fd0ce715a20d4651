/** The merchant presses "Send the corrections". */
import { findLatestSubmission, insertSubmission } from "@/db/queries/submissions";
import { emitAudit } from "../audit/emit";
import type { MerchantActor } from "../domain/actor";
import { isUnderWay } from "../domain/applications";
import { planCorrection } from "../domain/correction-target";
import type { CorrectionTarget } from "../domain/sent";
import { conflict, notFound, refused } from "../errors";
import { enqueue } from "../jobs/queue";
import { changeApplication } from "../live/change-application";
import { requireOpened } from "./edit-application";
import { type Opened, readCorrection } from "./opened-sections";

/** The granted changes that are among what is sent: a refusal that is corrected in the same section uses none up. */
function carriedChanges({ granted, open }: Opened, { entities }: Pick<CorrectionTarget, "entities">): string[] {
  const changed = open.filter(({ cause }) => cause === "change");
  const carried = changed.filter((one) =>
    entities.some(({ type, entityId }) => type === one.type && entityId === one.entityId),
  );
  return granted.flatMap(({ id, type }) => (carried.some((one) => one.type === type) ? [id] : []));
}

/**
 * Puts every open section that was changed and is complete in the outbox, together and once: a second press, in another
 * tab too, gets the correction that is under way back. What is not changed is not sent.
 * @throws AppError refused "nothingChanged" · conflict "sectionLocked", "suspended", "correctionOnItsWay" · not_found
 */
export async function sendCorrection({ actor }: { actor: MerchantActor }): Promise<{ submissionId: string }> {
  return await changeApplication(actor.applicationId, async (tx, application) => {
    if (application.ownerId !== actor.userId) throw notFound();
    const latest = await findLatestSubmission(tx, application.id);
    if (!latest) throw conflict("notEditable");
    if (latest.kind === "correction" && isUnderWay(latest.stage)) return { submissionId: latest.id };
    const opened = await requireOpened(tx, application);
    const plan = planCorrection(await readCorrection(tx, application.id, opened), opened.entities);
    if (!plan) throw refused("nothingChanged");

    const { sent, target } = plan;
    const changeIds = carriedChanges(opened, target);
    const attempt = latest.attempt + 1;
    const submissionId = await insertSubmission(tx, {
      applicationId: application.id,
      kind: "correction",
      attempt,
      filesTotal: target.newFileIds.length,
      sent,
      target: { ...target, changeIds },
    });
    await emitAudit(tx, {
      applicationId: application.id,
      actor,
      action: "correction.submitted",
      detail: { attempt, sections: target.types.join(" "), files: target.newFileIds.length },
    });
    await enqueue(tx, "send-application", { submissionId });
    return { submissionId };
  });
}
