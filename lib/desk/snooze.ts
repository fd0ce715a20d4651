import { updateApplication } from "@/db/queries/applications";
import { emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { changeApplication } from "../live/change-application";
import { requireUnchanged } from "./require-unchanged";

/**
 * Keeps a merchant out of the queue until a moment, or brings it back with null.
 * @returns until when it was out before, for the undo
 * @throws AppError conflict "decidedMeanwhile"
 */
export async function snoozeCase({
  actor,
  input: { applicationId, seen, until },
}: {
  actor: StaffActor;
  input: { applicationId: string; seen?: number; until: Date | null };
}): Promise<{ previous: Date | null }> {
  return await changeApplication(applicationId, async (tx, application) => {
    requireUnchanged(application, seen);
    const previous = application.snoozedUntil;
    if (previous?.getTime() === until?.getTime()) return { previous };
    await updateApplication(tx, applicationId, { snoozedUntil: until });
    await emitAudit(tx, {
      applicationId,
      actor,
      action: until ? "case.snoozed" : "case.woken",
      detail: until ? { until: until.toISOString() } : {},
    });
    return { previous };
  });
}
