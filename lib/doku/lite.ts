/** Create business lite: DOKU invites the merchant to finish in DOKU's own dashboard (contract section 8). */
import { phoneCallingCode } from "../domain/fields/phone";

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
