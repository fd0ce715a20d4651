/** Background work: mails a new member of staff a link to sign in. */
import { database } from "@/db/client";
import { findPerson, insertSignInAttempt, setSignInSecrets } from "@/db/queries/users";
import { emailIndex, hashToken, newCode, newToken } from "../crypto/tokens";
import { memberLinkHours } from "../domain/team";
import { env } from "../env";
import { mailTexts } from "../mail/mail-texts";
import { type MailContent, renderHtml, renderText } from "../mail/render-mail";
import { sendMail } from "../mail/send-mail";
import { mailLook } from "../partner";
import { paths } from "../paths";
import { codeHashOf } from "../sign-in/code-hash";

/**
 * The link is that of a sign-in, only longer good: opened late, it is exchanged for a new one to the same address. Its
 * code is never told to anybody. Does nothing for somebody who is disabled or no member of staff.
 */
export async function sendTeamMail({ userId }: { userId: string }): Promise<void> {
  const { db } = await database();
  const person = await findPerson(db, userId);
  if (!person?.staffRole) return;
  const expiresAt = new Date(Date.now() + memberLinkHours * 3_600_000);
  const attemptId = await insertSignInAttempt(db, { userId, emailIndex: emailIndex(person.email), expiresAt });
  const token = newToken();
  const codeHash = codeHashOf(attemptId, newCode());
  await setSignInSecrets(db, attemptId, { linkHash: hashToken(token), codeHash, expiresAt });

  const { look, locale } = await mailLook(person.locale);
  const t = mailTexts(locale);
  const partner = look.partnerName;
  const content: MailContent = {
    ...look,
    // Staff are whom merchants ask.
    supportEmail: null,
    locale,
    heading: t("team.heading", { name: person.name }),
    paragraphs: [t("team.what", { partner }), t(`team.role.${person.staffRole}`)],
    button: { label: t("team.button"), href: `${env().APP_URL}${paths.signInLink(token)}` },
    footer: [t("team.until", { hours: memberLinkHours }), t("team.stranger")],
  };
  const subject = t("team.subject", { partner });
  await sendMail({ to: person.email, subject, text: renderText(content), html: renderHtml(content) });
}
