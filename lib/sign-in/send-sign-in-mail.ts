/** Background work: mails the link and the code of one request to sign in. */
import { database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { findPerson, findSignInAttempt, setSignInSecrets } from "@/db/queries/users";
import { hashToken, newCode, newToken } from "../crypto/tokens";
import { env } from "../env";
import { clockTime, mailTexts } from "../mail/mail-texts";
import { type MailContent, renderHtml, renderText } from "../mail/render-mail";
import { sendMail } from "../mail/send-mail";
import { mailLook } from "../partner";
import { paths } from "../paths";
import { codeHashOf } from "./code-hash";

/**
 * Makes the secrets now, so that none lies in the job table. They last as long as the attempt said at its start: an end
 * that moved with the mail would tell known addresses from unknown ones. Does nothing for an attempt without a person.
 */
export async function sendSignInMail({ attemptId }: { attemptId: string }): Promise<void> {
  const { db } = await database();
  const attempt = await findSignInAttempt(db, attemptId);
  if (!attempt?.userId || attempt.carries === "none" || attempt.usedAt || attempt.expiresAt < (await sharedNow(db)))
    return;
  const person = await findPerson(db, attempt.userId);
  if (!person) return;
  const { carries, expiresAt } = attempt;
  const token = carries === "confirmation" ? null : newToken();
  const code = carries === "link" ? null : newCode();
  await setSignInSecrets(db, attemptId, {
    ...(token && { linkHash: hashToken(token) }),
    ...(code && { codeHash: codeHashOf(attemptId, code) }),
    expiresAt,
  });
  const { look, locale } = await mailLook(person.locale);
  const t = mailTexts(locale);
  const partner = look.partnerName;
  const shownCode = code && `${code.slice(0, 3)} ${code.slice(3)}`;
  const greeting = { ...look, locale, heading: t("signIn.heading", { name: person.name }) };
  const time = clockTime(expiresAt);
  const content: MailContent = token
    ? {
        ...greeting,
        paragraphs: [t(shownCode ? "signIn.what" : "signIn.whatLink", { partner, time })],
        button: { label: t("signIn.button"), href: `${env().APP_URL}${paths.signInLink(token)}` },
        ...(shownCode && { code: { label: t("signIn.code"), value: shownCode } }),
        footer: [t("signIn.stranger"), t("signIn.secret")],
      }
    : {
        ...greeting,
        paragraphs: [t("confirmation.what", { partner, time })],
        ...(shownCode && { code: { label: t("confirmation.code"), value: shownCode } }),
        footer: [t("confirmation.stranger"), t("signIn.secret")],
      };
  const subject = t(token ? "signIn.subject" : "confirmation.subject", { partner });
  await sendMail({ to: person.email, subject, text: renderText(content), html: renderHtml(content) });
}
