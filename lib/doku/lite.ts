/** Create business lite: DOKU invites the merchant to finish in DOKU's own dashboard (contract section 8). */
import { randomUUID } from "node:crypto";
import { phoneCallingCode } from "../domain/fields/phone";
import { apiPath, type PreparedRequest } from "./request";

export type LiteInvitation = {
  /** Our own reference; DOKU gives it back. */
  partnerRefId: string;
  name: string;
  /** `phone` as in the answers: digits without 0 or 62. */
  contact: { name: string; email: string; phone: string };
  referralCode?: string | null;
  /** Whom DOKU mails its invitation. */
  invitedEmail: string;
};

export function liteBodyOf(invitation: LiteInvitation) {
  const { partnerRefId, name, contact, referralCode, invitedEmail } = invitation;
  return {
    business: {
      partner_ref_id: partnerRefId,
      name,
      contact: {
        name: contact.name,
        email: contact.email,
        phone_calling_code: phoneCallingCode,
        phone_number: contact.phone,
      },
    },
    ...(referralCode ? { referral: { code: referralCode } } : {}),
    invited_user: { email: invitedEmail },
  };
}

/**
 * The exact bytes, to be kept before the first try (contract section 4). It needs no credentials, so it is made in the
 * transaction that wants it.
 */
export function prepareLite(invitation: LiteInvitation): PreparedRequest {
  const body = JSON.stringify(liteBodyOf(invitation));
  return { requestId: randomUUID(), method: "POST", path: apiPath("business", "lite", "registration"), body };
}
