import { updateApplication } from "@/db/queries/applications";
import { findLatestSubmission, updateSubmission } from "@/db/queries/submissions";
import { emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { isRefusal } from "../domain/stopped-submission";
import { conflict } from "../errors";
import { enqueue } from "../jobs/queue";
import { changeApplication } from "../live/change-application";
import { requireUnchanged } from "./require-unchanged";

/**
 * Sends a stopped registration or correction again: the same request, so that DOKU still carries it out once.
 * @throws AppError conflict "decidedMeanwhile" · conflict "nothingStopped" · conflict "cannotRetry" when DOKU refused it: the Request-Id is spent on
 * that refusal, and only a corrected registration can succeed (contract section 4)
 */
export async function retrySubmission({
  actor,
  input,
}: {
  actor: StaffActor;
  input: { applicationId: string; seen?: number };
}) {
  await changeApplication(input.applicationId, async (tx, application) => {
    requireUnchanged(application, input.seen);
    const latest = await findLatestSubmission(tx, application.id);
    if (application.state !== "attention" || !latest) throw conflict("nothingStopped");
    if (isRefusal(latest.lastFailure)) throw conflict("cannotRetry");
    await updateSubmission(tx, latest.id, {
      stage: "queued",
      // Faults of our own are counted anew, or the first one would stop it again.
      tries: 0,
      nextTryAt: null,
      leaseUntil: null,
      leaseHolder: null,
    });
    await updateApplication(tx, application.id, { state: latest.kind === "correction" ? "submitted" : "submitting" });
    await emitAudit(tx, { applicationId: application.id, actor, action: "submission.retried" });
    await enqueue(tx, "send-application", { submissionId: latest.id });
  });
}
