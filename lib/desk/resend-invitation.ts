/** Staff send the invitation again: the new mail carries a new link, and the old one stops working. */
import { updateInvitation } from "@/db/queries/applications";
import { findLatestInvitation } from "@/db/queries/invitations";
import { emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { notFound, refused } from "../errors";
import { enqueue } from "../jobs/queue";
import { changeApplication } from "../live/change-application";
import { invitationExpiry } from "./invite-merchant";

/**
 * Sends the invitation of a merchant again, good for another full time.
 * @throws AppError not_found · refused "invitationAccepted" when the merchant has signed in already
 */
export async function resendInvitation({
  actor,
  input,
}: {
  actor: StaffActor;
  input: { applicationId: string };
}): Promise<{ invitationId: string }> {
  return await changeApplication(input.applicationId, async (tx, application) => {
    const invitation = await findLatestInvitation(tx, application.id);
    if (!invitation) throw notFound();
    if (invitation.acceptedAt) throw refused("invitationAccepted");
    const invitationId = invitation.id;
    await updateInvitation(tx, invitationId, { expiresAt: invitationExpiry() });
    await emitAudit(tx, {
      applicationId: application.id,
      actor,
      action: "invitation.resent",
      detail: { invitationId },
    });
    await enqueue(tx, "send-invitation-mail", { invitationId });
    return { invitationId };
  });
}
