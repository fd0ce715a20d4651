/** The merchant presses "Send to DOKU". */
import { updateApplication } from "@/db/queries/applications";
import { listFiles } from "@/db/queries/files";
import { findLatestSubmission, insertSubmission } from "@/db/queries/submissions";
import { emitAudit } from "../audit/emit";
import type { MerchantActor } from "../domain/actor";
import { isEditable } from "../domain/applications";
import { completeAnswers } from "../domain/progress";
import { conflict, refused } from "../errors";
import { enqueue } from "../jobs/queue";
import { changeApplication } from "../live/change-application";
import { readApplicationForm } from "./application-form";
import { neededFiles } from "./needed-files";

/**
 * Puts the application in the outbox, once: a second press, another tab or a reload gets the same submission back.
 * The work itself happens in the background (send-application).
 * @throws AppError refused "notReady" when something is missing · conflict when there is nothing to send any more
 */
export async function submitApplication({ actor }: { actor: MerchantActor }): Promise<{ submissionId: string }> {
  return await changeApplication(actor.applicationId, async (tx, application) => {
    const latest = await findLatestSubmission(tx, application.id);
    if (!isEditable(application.state)) {
      if (latest) return { submissionId: latest.id };
      throw conflict("notEditable");
    }
    const form = await readApplicationForm(tx, application.id);
    const complete = completeAnswers(form);
    if (!complete.ok) throw refused("notReady");

    const files = neededFiles(form, await listFiles(tx, application.id));
    const attempt = (latest?.attempt ?? 0) + 1;
    const submissionId = await insertSubmission(tx, {
      applicationId: application.id,
      kind: "registration",
      attempt,
      filesTotal: files.length,
      sent: { answers: complete.answers, files: files.map(({ file }) => ({ fileId: file.id, slotId: file.slotId })) },
    });
    const { profile, brand, kind } = complete.answers;
    await updateApplication(tx, application.id, {
      state: "submitting",
      businessName: profile.name,
      brandName: kind.businessType === "PERSONAL" ? profile.name : brand.name,
    });
    await emitAudit(tx, {
      applicationId: application.id,
      actor,
      action: "application.submitted",
      detail: { attempt, files: files.length },
    });
    await enqueue(tx, "send-application", { submissionId });
    return { submissionId };
  });
}
