/** The merchant opens the invitation and presses the button. */
import { database } from "@/db/client";
import { findApplicationUnscoped } from "@/db/queries/applications";
import { acceptOpenInvitation, findInvitationByToken } from "@/db/queries/invitations";
import { hashToken } from "../crypto/tokens";
import { invitationStateOf } from "../domain/invitation";
import { noteTry } from "./note-try";

/** `over`: accepted already · `expired`: can be sent anew to the same address · `revoked`: taken back by staff. */
export type InvitationView =
  | { state: "open"; name: string; businessName: string; expiresAt: Date }
  | { state: "over"; businessName: string; ownerId: string }
  | { state: "expired"; businessName: string }
  | { state: "revoked" }
  | { state: "unknown" };

/** What the invitation page shows; reading changes nothing. */
export async function readInvitation(token: string): Promise<InvitationView> {
  const found = await findInvitationByToken((await database()).db, hashToken(token));
  if (!found) return { state: "unknown" };
  const { name, businessName, expiresAt, userId } = found;
  switch (invitationStateOf(found, new Date())) {
    case "accepted":
      return { state: "over", businessName, ownerId: userId };
    case "expired":
      return { state: "expired", businessName };
    case "revoked":
      return { state: "revoked" };
    default:
      return { state: "open", name, businessName, expiresAt };
  }
}

/** `link`: the further link that was used, for the audit trail; null for the one in the invitation's own mail. */
export type Accepted = { userId: string; link: { id: string; madeBy: string } | null };

/** Accepts an invitation, once: of several parallel callers one gets the person, the others null. */
export async function acceptInvitation({ input }: { input: { token: string } }): Promise<Accepted | null> {
  const { db } = await database();
  const invitation = await findInvitationByToken(db, hashToken(input.token));
  const isIn = invitation && (await acceptOpenInvitation(db, invitation.id, new Date()));
  noteTry("invitation", isIn ? "in" : "over", invitation?.userId ?? null);
  if (!isIn) return null;
  const application = await findApplicationUnscoped(db, invitation.applicationId);
  return application && { userId: application.ownerId, link: invitation.link };
}
