import { updateApplication } from "@/db/queries/applications";
import { findLatestSubmission } from "@/db/queries/submissions";
import { emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { conflict } from "../errors";
import { changeApplication } from "../live/change-application";

/** Only when DOKU read the registration and refused it is it certain that no business exists (contract section 11). */
export const reopenableFailures: readonly string[] = ["rejected"];

/**
 * Gives a refused registration back to the merchant, answers and files kept, to be corrected and sent anew.
 * @throws AppError conflict when DOKU may have registered the business all the same
 */
export async function reopenApplication({ actor, input }: { actor: StaffActor; input: { applicationId: string } }) {
  await changeApplication(input.applicationId, async (tx, application) => {
    const latest = await findLatestSubmission(tx, application.id);
    if (application.state !== "attention" || !reopenableFailures.includes(latest?.lastFailure ?? "")) {
      throw conflict("cannotReopen");
    }
    await updateApplication(tx, application.id, { state: "draft" });
    await emitAudit(tx, { applicationId: application.id, actor, action: "application.reopened" });
  });
}
