/** Staff let DOKU invite a merchant to DOKU's own dashboard: person, application and the request to DOKU, all or nothing. */
import { database, type Tx } from "@/db/client";
import { insertApplication } from "@/db/queries/applications";
import { insertMerchantOnce } from "@/db/queries/invitations";
import { insertSubmission, updateSubmission } from "@/db/queries/submissions";
import { emitAudit } from "../audit/emit";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import { prepareLite } from "../doku/lite";
import type { StaffActor } from "../domain/actor";
import type { Lite } from "../domain/lite";
import { refused } from "../errors";
import { enqueue } from "../jobs/queue";
import { countUse } from "../limits";
import { announceChange } from "../live/changes";
import { prefillDrafts } from "./prefill-drafts";

async function invite(tx: Tx, actor: StaffActor, input: Lite): Promise<string> {
  const { name, email, phone, businessName, locale, referralCode } = input;
  const ownerId = await insertMerchantOnce(tx, { name, email, emailIndex: emailIndex(email), locale });
  if (!ownerId) throw refused("checkFields", [{ path: "email", key: "email.taken" }]);
  const webhookToken = newToken();
  const applicationId = await insertApplication(tx, {
    ownerId,
    businessName,
    webhookToken,
    webhookTokenHash: hashToken(webhookToken),
    way: "lite",
    state: "submitting",
  });
  await prefillDrafts(tx, applicationId, input);
  const submissionId = await insertSubmission(tx, { applicationId, kind: "lite", attempt: 1 });
  const contact = { name, email, phone };
  const { requestId, path, body } = prepareLite({
    partnerRefId: applicationId,
    name: businessName,
    contact,
    referralCode: referralCode ?? null,
    invitedEmail: email,
  });
  await updateSubmission(tx, submissionId, { requestId, requestPath: path, requestBody: body });
  await emitAudit(tx, { applicationId, actor, action: "merchant.invited_by_doku", detail: { submissionId } });
  await enqueue(tx, "send-application", { submissionId });
  return applicationId;
}

/**
 * Asks DOKU, in the background, to invite the merchant. The request is kept before its first try and is the same at
 * every later one, like a registration's (contract section 4).
 * @throws AppError refused with an issue on `email` when the address belongs to somebody already · too_often
 */
export async function inviteLite({
  actor,
  input,
}: {
  actor: StaffActor;
  input: Lite;
}): Promise<{ applicationId: string }> {
  await countUse("invitation", actor.userId);
  const { db } = await database();
  const applicationId = await db.transaction((tx) => invite(tx, actor, input));
  announceChange(applicationId);
  return { applicationId };
}
