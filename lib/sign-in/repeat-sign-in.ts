/** A new link and code to the same address, for whoever holds an old link, an invitation or a started attempt. */
import { database } from "@/db/client";
import { findInvitationByToken } from "@/db/queries/invitations";
import { findAttemptTarget, findAttemptTargetByLink } from "@/db/queries/sign-in";
import { emailIndex, hashToken } from "../crypto/tokens";
import { refused } from "../errors";
import { startAttempt } from "./start-attempt";

export type SignInProof = { kind: "attempt" | "link" | "invitation"; value: string };

async function targetOf({ kind, value }: SignInProof) {
  const { db } = await database();
  if (kind === "attempt") return await findAttemptTarget(db, value);
  if (kind === "link") return await findAttemptTargetByLink(db, hashToken(value));
  const invitation = await findInvitationByToken(db, hashToken(value));
  return invitation && { emailIndex: emailIndex(invitation.email), userId: invitation.userId };
}

/**
 * Starts another sign-in for the same address, without saying which it is.
 * @throws AppError refused "signIn.tooOften" · refused "signIn.unknownLink" when the proof leads nowhere
 */
export async function repeatSignIn({
  input,
  source,
}: {
  input: SignInProof;
  source: string;
}): Promise<{ attemptId: string }> {
  const target = await targetOf(input);
  if (!target) throw refused("signIn.unknownLink");
  return await startAttempt(target, source);
}
