/** Legal hold: while it lasts, nothing of the merchant is deleted or erased, whoever asks and whatever the days are. */
import { findHold, setHold } from "@/db/queries/privacy";
import { emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { conflict } from "../errors";
import { changeApplication } from "../live/change-application";

/**
 * Puts a merchant on hold. The reason is kept sealed with it and stays out of the audit trail, which nobody can erase.
 * @throws AppError not_found · conflict when it is on hold already, or erased
 */
export async function placeHold({
  actor,
  input: { applicationId, reason },
}: {
  actor: StaffActor;
  input: { applicationId: string; reason: string };
}): Promise<void> {
  await changeApplication(applicationId, async (tx) => {
    if (await findHold(tx, applicationId)) throw conflict("conflict");
    await setHold(tx, applicationId, { holdAt: new Date(), holdBy: actor.userId, holdReason: reason });
    await emitAudit(tx, { applicationId, actor, action: "hold.placed" });
  });
}

/**
 * Lifts the hold; from then on the days count again, as if there had been none.
 * @throws AppError not_found · conflict when it is not on hold
 */
export async function liftHold({
  actor,
  input: { applicationId },
}: {
  actor: StaffActor;
  input: { applicationId: string };
}): Promise<void> {
  await changeApplication(applicationId, async (tx) => {
    if (!(await findHold(tx, applicationId))) throw conflict("conflict");
    await setHold(tx, applicationId, { holdAt: null, holdBy: null, holdReason: null });
    await emitAudit(tx, { applicationId, actor, action: "hold.lifted" });
  });
}
