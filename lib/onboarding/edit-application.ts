import type { Tx } from "@/db/client";
import { type OwnApplication, updateApplication } from "@/db/queries/applications";
import type { MerchantActor } from "../domain/actor";
import { isEditable } from "../domain/applications";
import { conflict, notFound } from "../errors";
import { changeApplication } from "../live/change-application";

/**
 * Changes the merchant's own application while it is still the merchant's to change; the first change makes it a draft.
 * @throws AppError not_found for somebody else's application · conflict "notEditable" once it is on its way to DOKU
 */
export async function editApplication<T>(
  actor: MerchantActor,
  change: (tx: Tx, application: OwnApplication) => Promise<T>,
): Promise<T> {
  return await changeApplication(actor.applicationId, async (tx, application) => {
    if (application.ownerId !== actor.userId) throw notFound();
    if (!isEditable(application.state)) throw conflict("notEditable");
    if (application.state === "invited") await updateApplication(tx, application.id, { state: "draft" });
    return await change(tx, application);
  });
}
