/** Background work: mails an invitation. */
import { database } from "@/db/client";
import { findInvitation, updateInvitation } from "@/db/queries/applications";
import { hashToken, newToken } from "../crypto/tokens";
import { env } from "../env";
import { calendarDay, mailTexts } from "../mail/mail-texts";
import { type MailContent, renderHtml, renderText } from "../mail/render-mail";
import { sendMail } from "../mail/send-mail";
import { paths } from "../paths";

/**
 * Makes the link now, so that no secret lies in the job table, and mails it. Tried again as a whole: the link of a try
 * that failed is replaced. An accepted or expired invitation is not sent.
 */
export async function sendInvitationMail({ invitationId }: { invitationId: string }): Promise<void> {
  const { db } = await database();
  const invitation = await findInvitation(db, invitationId);
  if (!invitation || invitation.acceptedAt || invitation.expiresAt < new Date()) return;
  const token = newToken();
  await updateInvitation(db, invitationId, { tokenHash: hashToken(token) });
  const { locale, name, businessName, expiresAt } = invitation;
  const t = mailTexts(locale);
  const partner = env().PARTNER_NAME;
  const content: MailContent = {
    locale,
    partnerName: partner,
    heading: t("invitation.heading", { name }),
    paragraphs: [t("invitation.what", { partner, business: businessName }), t("invitation.how")],
    button: { label: t("invitation.button"), href: `${env().APP_URL}${paths.invitation(token)}` },
    footer: [t("invitation.until", { date: calendarDay(expiresAt, locale) }), t("invitation.stranger", { partner })],
  };
  const subject = t("invitation.subject", { partner });
  await sendMail({ to: invitation.email, subject, text: renderText(content), html: renderHtml(content) });
  await updateInvitation(db, invitationId, { sentAt: new Date() });
}
