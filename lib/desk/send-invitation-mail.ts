/** Background work: mails an invitation. */
import { database } from "@/db/client";
import { findInvitation, updateOpenInvitation } from "@/db/queries/invitations";
import { hashToken, newToken } from "../crypto/tokens";
import { env } from "../env";
import { planReminders } from "../kyb/plan-reminders";
import { changeApplication } from "../live/change-application";
import { calendarDay, mailTexts } from "../mail/mail-texts";
import { type MailContent, renderHtml, renderText } from "../mail/render-mail";
import { sendMail } from "../mail/send-mail";
import { mailLook } from "../partner";
import { paths } from "../paths";

/**
 * Makes the link now, so that no secret lies in the job table, and mails it. Tried again as a whole: the link of a try
 * that failed is replaced. An accepted, revoked or expired invitation is not sent.
 */
export async function sendInvitationMail({ invitationId }: { invitationId: string }): Promise<void> {
  const { db } = await database();
  const invitation = await findInvitation(db, invitationId);
  if (!invitation || invitation.expiresAt < new Date()) return;
  const token = newToken();
  if (!(await updateOpenInvitation(db, invitationId, { tokenHash: hashToken(token) }))) return;
  const { applicationId, name, businessName, expiresAt } = invitation;
  const { look, locale } = await mailLook(invitation.locale);
  const { partnerName } = look;
  const t = mailTexts(locale);
  const content: MailContent = {
    ...look,
    locale,
    heading: t("invitation.heading", { name }),
    paragraphs: [t("invitation.what", { partner: partnerName, business: businessName }), t("invitation.how")],
    button: { label: t("invitation.button"), href: `${env().APP_URL}${paths.invitation(token)}` },
    footer: [
      t("invitation.until", { date: calendarDay(expiresAt, locale) }),
      t("invitation.stranger", { partner: partnerName }),
    ],
  };
  const subject = t("invitation.subject", { partner: partnerName });
  await sendMail({ to: invitation.email, subject, text: renderText(content), html: renderHtml(content) });
  await changeApplication(applicationId, async (tx) => {
    if (await updateOpenInvitation(tx, invitationId, { sentAt: new Date() })) await planReminders(tx, applicationId);
  });
}
