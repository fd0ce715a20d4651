/** The invitation that a deed of staff is about, under its application's lock. */
import type { Tx } from "@/db/client";
import type { OwnApplication } from "@/db/queries/applications";
import { type FoundInvitation, findLatestInvitation } from "@/db/queries/invitations";
import { conflict, notFound, refused } from "../errors";

/**
 * The newest invitation, which nobody has accepted.
 * @throws AppError not_found · refused "invitationAccepted"
 */
export async function unacceptedInvitation(tx: Tx, application: OwnApplication): Promise<FoundInvitation> {
  const invitation = await findLatestInvitation(tx, application.id);
  if (!invitation) throw notFound();
  if (invitation.acceptedAt || application.state !== "invited") throw refused("invitationAccepted");
  return invitation;
}

/**
 * The same, and it was not revoked either.
 * @throws AppError refused "invitationRevoked"
 */
export async function openInvitation(tx: Tx, application: OwnApplication): Promise<FoundInvitation> {
  const invitation = await unacceptedInvitation(tx, application);
  if (invitation.revokedAt) throw refused("invitationRevoked");
  return invitation;
}

/** Somebody accepted it in the moment between looking and writing: accepting takes no lock. */
export function mustBeOpen(changed: boolean): void {
  if (!changed) throw conflict("conflict");
}
