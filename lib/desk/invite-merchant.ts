/** Staff invite a merchant: person, application, what is known already, and the mail, all or nothing. */
import { database, type Tx } from "@/db/client";
import { insertApplication, insertInvitation, upsertDraft } from "@/db/queries/applications";
import { insertMerchantOnce } from "@/db/queries/invitations";
import { emitAudit } from "../audit/emit";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import type { StaffActor } from "../domain/actor";
import { type Invitation, invitationDays } from "../domain/invitation";
import { refused } from "../errors";
import { enqueue } from "../jobs/queue";
import { announceChange } from "../live/changes";

const dayMs = 24 * 3600_000;

/** When an invitation that is sent now can be accepted for the last time. */
export const invitationExpiry = () => new Date(Date.now() + invitationDays * dayMs);

type Values = Record<string, unknown>;
const known = (values: Record<string, string | undefined>): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value));

/** What the merchant finds filled in, as the forms hold it: nothing is asked that the partner already knows. */
function prefilledDrafts({ name, email, phone, businessName, prefilled }: Invitation): [string, Values][] {
  const person = { name, email, phone: phone ?? "" };
  const drafts: [string, Values][] = [
    ["kind", known({ businessType: prefilled?.businessType })],
    ["profile", { ...known({ description: prefilled?.description }), ...person, name: businessName }],
    ["brand", known({ name: prefilled?.brandName })],
    ["contacts", { contacts: [{ key: "primary", ...person, nationality: "", position: "" }] }],
  ];
  return drafts.filter(([, values]) => Object.keys(values).length > 0);
}

async function createApplication(tx: Tx, ownerId: string, input: Invitation): Promise<string> {
  const webhookToken = newToken();
  const applicationId = await insertApplication(tx, {
    ownerId,
    businessName: input.businessName,
    webhookToken,
    webhookTokenHash: hashToken(webhookToken),
  });
  for (const [part, values] of prefilledDrafts(input)) await upsertDraft(tx, applicationId, part, values, null);
  return applicationId;
}

/**
 * Invites a merchant by mail. The link is good for `invitationDays`.
 * @throws AppError refused with an issue on `email` when the address belongs to somebody already
 */
export async function inviteMerchant({
  actor,
  input,
}: {
  actor: StaffActor;
  input: Invitation;
}): Promise<{ applicationId: string; invitationId: string }> {
  const { db } = await database();
  const invited = await db.transaction(async (tx: Tx) => {
    const { name, email, locale } = input;
    const ownerId = await insertMerchantOnce(tx, { name, email, emailIndex: emailIndex(email), locale });
    if (!ownerId) throw refused("checkFields", [{ path: "email", key: "email.taken" }]);
    const applicationId = await createApplication(tx, ownerId, input);
    const expiresAt = invitationExpiry();
    const invitationId = await insertInvitation(tx, { applicationId, invitedBy: actor.userId, expiresAt });
    // Nobody else can see the new application before the commit, so its audit chain needs no lock yet.
    await emitAudit(tx, { applicationId, actor, action: "merchant.invited", detail: { invitationId } });
    await enqueue(tx, "send-invitation-mail", { invitationId });
    return { applicationId, invitationId };
  });
  announceChange(invited.applicationId);
  return invited;
}
