import { findRequirementSet, upsertRequirementSet } from "@/db/queries/applications";
import type { MerchantActor } from "../domain/actor";
import { editApplication } from "./edit-application";

/**
 * The merchant has seen what changed at DOKU: from now on the present list is the one that changes are told against.
 * @throws AppError conflict "notEditable" · not_found
 */
export async function acknowledgeRequirements({ actor }: { actor: MerchantActor }): Promise<void> {
  await editApplication(actor, async (tx, { id }) => {
    const set = await findRequirementSet(tx, id);
    if (!set?.previous) return;
    // Seen by the merchant, not read anew.
    await upsertRequirementSet(tx, id, { ...set, previous: null, changedAt: null });
  });
}
