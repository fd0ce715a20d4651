/** Staff give an invitation more time: its links, also the one of a mail that is past its date, work until then. */
import { updateOpenInvitation } from "@/db/queries/invitations";
import { emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { dayOf } from "../domain/invitation";
import { changeApplication } from "../live/change-application";
import { mustBeOpen, openInvitation } from "./open-invitation";

/**
 * Sets the last moment at which an invitation can be accepted. No mail is sent.
 * @throws AppError not_found · refused "invitationAccepted", "invitationRevoked" · conflict
 */
export async function extendInvitation({
  actor,
  input: { applicationId, until },
}: {
  actor: StaffActor;
  input: { applicationId: string; until: Date };
}): Promise<void> {
  await changeApplication(applicationId, async (tx, application) => {
    const { id } = await openInvitation(tx, application);
    mustBeOpen(await updateOpenInvitation(tx, id, { expiresAt: until }));
    await emitAudit(tx, {
      applicationId,
      actor,
      action: "invitation.extended",
      detail: { invitationId: id, until: dayOf(until) },
    });
  });
}
