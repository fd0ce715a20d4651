/** Staff send the invitation again: the new mail carries a new link, and the one in the mail before stops working. */
import { insertInvitation, setMerchantDisabled, updateOpenInvitation } from "@/db/queries/invitations";
import { emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { enqueue } from "../jobs/queue";
import { countUse } from "../limits";
import { changeApplication } from "../live/change-application";
import { invitationExpiry } from "./invite-merchant";
import { mustBeOpen, unacceptedInvitation } from "./open-invitation";

/**
 * Sends the invitation of a merchant again, good for another full time. After a revocation it is a new invitation, so
 * that every link of the old one stays dead; otherwise the links that were copied go on working.
 * @throws AppError not_found · refused "invitationAccepted" when the merchant has signed in already · conflict · too_often
 */
export async function resendInvitation({
  actor,
  input,
}: {
  actor: StaffActor;
  input: { applicationId: string };
}): Promise<{ invitationId: string }> {
  await countUse("invitation", actor.userId);
  await countUse("invitedAgain", input.applicationId);
  return await changeApplication(input.applicationId, async (tx, application) => {
    const before = await unacceptedInvitation(tx, application);
    const expiresAt = invitationExpiry();
    let invitationId = before.id;
    if (before.revokedAt) {
      await setMerchantDisabled(tx, application.ownerId, null);
      invitationId = await insertInvitation(tx, { applicationId: application.id, invitedBy: actor.userId, expiresAt });
    } else mustBeOpen(await updateOpenInvitation(tx, invitationId, { expiresAt, sentAt: null }));
    await emitAudit(tx, {
      applicationId: application.id,
      actor,
      action: "invitation.resent",
      detail: { invitationId, afterRevocation: before.revokedAt !== null },
    });
    await enqueue(tx, "send-invitation-mail", { invitationId });
    return { invitationId };
  });
}
