/** Staff take an invitation back. */
import { setMerchantDisabled, updateOpenInvitation } from "@/db/queries/invitations";
import { emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { changeApplication } from "../live/change-application";
import { mustBeOpen, openInvitation } from "./open-invitation";

/**
 * Kills every link of the invitation at once, copied ones too, and the way in by one's address: nobody signs in as this
 * merchant until it is invited again.
 * @throws AppError not_found · refused "invitationAccepted", "invitationRevoked" · conflict
 */
export async function revokeInvitation({
  actor,
  input,
}: {
  actor: StaffActor;
  input: { applicationId: string };
}): Promise<void> {
  await changeApplication(input.applicationId, async (tx, application) => {
    const { id } = await openInvitation(tx, application);
    const now = new Date();
    mustBeOpen(await updateOpenInvitation(tx, id, { revokedAt: now, revokedBy: actor.userId }));
    await setMerchantDisabled(tx, application.ownerId, now);
    const detail = { invitationId: id };
    await emitAudit(tx, { applicationId: application.id, actor, action: "invitation.revoked", detail });
  });
}
