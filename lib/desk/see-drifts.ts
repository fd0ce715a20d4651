import { markDriftsSeen } from "@/db/queries/queue";
import { emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { changeApplication } from "../live/change-application";
import { requireUnchanged } from "./require-unchanged";

/**
 * Takes note of the differences that readings found and that no callback explained: the merchant leaves the queue for
 * them. Pressed twice it changes nothing. What was corrected stays in the merchant's history.
 * @throws AppError not_found when there is no such application · conflict "decidedMeanwhile", as when a reading found more
 * than the page showed
 */
export async function seeDrifts({
  actor,
  input: { applicationId, seen },
}: {
  actor: StaffActor;
  input: { applicationId: string; seen?: number };
}): Promise<void> {
  await changeApplication(applicationId, async (tx, application) => {
    requireUnchanged(application, seen);
    const count = await markDriftsSeen(tx, applicationId, actor.userId, new Date());
    if (count > 0) await emitAudit(tx, { applicationId, actor, action: "drifts.seen", detail: { count } });
  });
}
