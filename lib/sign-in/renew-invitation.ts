/** Somebody with the link of an invitation that is past its date asks for a new one. */
import { database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import {
  deleteInvitationLinks,
  findInvitationByToken,
  findLatestInvitation,
  updateOpenInvitation,
} from "@/db/queries/invitations";
import { insertSourceMark } from "@/db/queries/sign-in";
import { emitAudit } from "../audit/emit";
import { blindIndex, emailIndex, hashToken } from "../crypto/tokens";
import { invitationDays, invitationStateOf } from "../domain/invitation";
import { AppError } from "../errors";
import { enqueue } from "../jobs/queue";
import { changeApplication } from "../live/change-application";
import { log } from "../log";
import { countRequest } from "./start-attempt";

const dayMs = 24 * 3600_000;

/** Links that lead nowhere are counted too, all as one address that nobody has. */
const nobody = "nobody";

/**
 * Mails a new link to the address that was invited, and to no other. Whoever asks learns nothing: an unknown, revoked or
 * accepted invitation and a request too many are answered in the same way. The limits are those of signing in.
 * @param source network address of the browser
 */
export async function renewInvitation({ input, source }: { input: { token: string }; source: string }): Promise<void> {
  const { db } = await database();
  const invitation = await findInvitationByToken(db, hashToken(input.token));
  const key = invitation ? emailIndex(invitation.email) : blindIndex(nobody, "invitation-renewal");
  try {
    await db.transaction(async (tx) => {
      const now = await sharedNow(tx);
      await countRequest(tx, key, source, now);
      if (invitation) await insertSourceMark(tx, key, now);
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.info("invitation.renewed-too-often", {});
    return;
  }
  if (invitation) await renew(invitation.applicationId, invitation.id);
}

async function renew(applicationId: string, invitationId: string): Promise<void> {
  await changeApplication(applicationId, async (tx, application) => {
    const latest = await findLatestInvitation(tx, application.id);
    const now = new Date();
    if (latest?.id !== invitationId || invitationStateOf(latest, now) !== "expired") return;
    const expiresAt = new Date(now.getTime() + invitationDays * dayMs);
    // Every link there was ends here: whoever holds one would come in with the new date, without the mailbox.
    if (!(await updateOpenInvitation(tx, invitationId, { expiresAt, sentAt: null, tokenHash: null }))) return;
    await deleteInvitationLinks(tx, invitationId);
    // Who holds the link is not known to be the merchant, so it is nobody's deed.
    const detail = { invitationId };
    await emitAudit(tx, { applicationId, actor: { kind: "system" }, action: "invitation.renewed", detail });
    await enqueue(tx, "send-invitation-mail", { invitationId });
  });
}
