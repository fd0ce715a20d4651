/** Staff invite a merchant: person, application, what is known already, and the mail, all or nothing. */
import { database, type Tx } from "@/db/client";
import { insertApplication } from "@/db/queries/applications";
import { insertInvitation, insertMerchantOnce } from "@/db/queries/invitations";
import { emitAudit } from "../audit/emit";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import type { StaffActor } from "../domain/actor";
import { type Invitation, invitationDays } from "../domain/invitation";
import { refused } from "../errors";
import { enqueue } from "../jobs/queue";
import { countUse } from "../limits";
import { announceChange } from "../live/changes";
import { prefillDrafts } from "./prefill-drafts";

const dayMs = 24 * 3600_000;

/** When an invitation that is sent now can be accepted for the last time. */
export const invitationExpiry = () => new Date(Date.now() + invitationDays * dayMs);

export type Invited = { applicationId: string; invitationId: string };

/**
 * Invites inside the caller's transaction, which has to tell who is looking once it is committed (`announceChange`).
 * Null, with nothing written, when the address belongs to somebody already.
 * @param batchId the file that it comes from
 */
export async function inviteIn(
  tx: Tx,
  { actor, input, batchId = null }: { actor: StaffActor; input: Invitation; batchId?: string | null },
): Promise<Invited | null> {
  const { name, email, locale } = input;
  const ownerId = await insertMerchantOnce(tx, { name, email, emailIndex: emailIndex(email), locale });
  if (!ownerId) return null;
  const webhookToken = newToken();
  const applicationId = await insertApplication(tx, {
    ownerId,
    businessName: input.businessName,
    webhookToken,
    webhookTokenHash: hashToken(webhookToken),
  });
  await prefillDrafts(tx, applicationId, input);
  const expiresAt = invitationExpiry();
  const invitationId = await insertInvitation(tx, { applicationId, invitedBy: actor.userId, expiresAt, batchId });
  // Nobody else can see the new application before the commit, so its audit chain needs no lock yet.
  const detail = { invitationId, ...(batchId ? { batchId } : {}) };
  await emitAudit(tx, { applicationId, actor, action: "merchant.invited", detail });
  await enqueue(tx, "send-invitation-mail", { invitationId });
  return { applicationId, invitationId };
}

/**
 * Invites a merchant by mail. The link is good for `invitationDays`.
 * @throws AppError refused with an issue on `email` when the address belongs to somebody already · too_often
 */
export async function inviteMerchant({ actor, input }: { actor: StaffActor; input: Invitation }): Promise<Invited> {
  await countUse("invitation", actor.userId);
  const { db } = await database();
  const invited = await db.transaction(async (tx: Tx) => {
    const done = await inviteIn(tx, { actor, input });
    if (!done) throw refused("checkFields", [{ path: "email", key: "email.taken" }]);
    return done;
  });
  announceChange(invited.applicationId);
  return invited;
}
