import { updateApplication } from "@/db/queries/applications";
import { findLatestSubmission } from "@/db/queries/submissions";
import { emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { isRefusal } from "../domain/stopped-submission";
import { conflict } from "../errors";
import { changeApplication } from "../live/change-application";
import { requireUnchanged } from "./require-unchanged";

/**
 * Gives a stopped registration or correction back to the merchant, answers and files kept, to be corrected and sent anew.
 * `notRegistered` is the word of a person who looked at DOKU; a registration that DOKU refused needs none.
 * @throws AppError conflict "decidedMeanwhile" · conflict "cannotReopen" when nothing is stopped, or DOKU may have registered it and nobody looked
 */
export async function reopenApplication({
  actor,
  input: { applicationId, seen, notRegistered = false },
}: {
  actor: StaffActor;
  input: { applicationId: string; seen?: number; notRegistered?: boolean };
}): Promise<void> {
  await changeApplication(applicationId, async (tx, application) => {
    requireUnchanged(application, seen);
    const latest = await findLatestSubmission(tx, application.id);
    // A correction that is sent twice corrects the same parts: it may always be given back.
    const isCertain = notRegistered || latest?.kind === "correction" || isRefusal(latest?.lastFailure);
    if (application.state !== "attention" || !isCertain) throw conflict("cannotReopen");
    await updateApplication(tx, application.id, { state: latest?.kind === "correction" ? "submitted" : "draft" });
    await emitAudit(tx, {
      applicationId: application.id,
      actor,
      action: "application.reopened",
      detail: { notRegistered, failure: latest?.lastFailure ?? null },
    });
  });
}
