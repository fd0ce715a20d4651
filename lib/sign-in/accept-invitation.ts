/** The merchant opens the invitation and presses the button. */
import { database } from "@/db/client";
import { findApplicationUnscoped, findInvitationByToken } from "@/db/queries/applications";
import { acceptOpenInvitation } from "@/db/queries/invitations";
import { hashToken } from "../crypto/tokens";

export type InvitationView =
  | { state: "open"; name: string; businessName: string; expiresAt: Date }
  | { state: "over"; businessName: string; ownerId: string }
  | { state: "unknown" };

/** What the invitation page shows; reading changes nothing. */
export async function readInvitation(token: string): Promise<InvitationView> {
  const found = await findInvitationByToken((await database()).db, hashToken(token));
  if (!found) return { state: "unknown" };
  const { name, businessName, expiresAt, acceptedAt, userId } = found;
  if (acceptedAt || expiresAt < new Date()) return { state: "over", businessName, ownerId: userId };
  return { state: "open", name, businessName, expiresAt };
}

/** Accepts an invitation, once: of several parallel callers one gets the person, the others null. */
export async function acceptInvitation({ input }: { input: { token: string } }): Promise<{ userId: string } | null> {
  const { db } = await database();
  const applicationId = await acceptOpenInvitation(db, hashToken(input.token), new Date());
  const application = applicationId ? await findApplicationUnscoped(db, applicationId) : null;
  return application && { userId: application.ownerId };
}
