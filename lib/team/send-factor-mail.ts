/** Background work: tells a member of staff what happened to their second step, in case it was not them. */
import { database } from "@/db/client";
import { findPerson } from "@/db/queries/users";
import { env } from "../env";
import type { Jobs } from "../jobs/queue";
import { mailTexts } from "../mail/mail-texts";
import { type MailContent, renderHtml, renderText } from "../mail/render-mail";
import { sendMail } from "../mail/send-mail";
import { mailLook } from "../partner";
import { paths } from "../paths";

const keys = { "set-up": "setUp", dropped: "dropped", reset: "reset" } as const;

/** Does nothing for somebody who is disabled or no member of staff. */
export async function sendFactorMail({ userId, what }: Jobs["send-factor-mail"]): Promise<void> {
  const { db } = await database();
  const person = await findPerson(db, userId);
  if (!person?.staffRole) return;
  const { look, locale } = await mailLook(person.locale);
  const t = mailTexts(locale);
  const partner = look.partnerName;
  const key = keys[what];
  const content: MailContent = {
    ...look,
    // Staff are whom merchants ask.
    supportEmail: null,
    locale,
    heading: t(`factor.${key}.heading`),
    paragraphs: [t(`factor.${key}.what`, { partner }), t("factor.stranger")],
    button: { label: t("factor.button"), href: `${env().APP_URL}${paths.deskAccount}` },
    footer: [t("factor.why", { partner })],
  };
  const subject = t(`factor.${key}.subject`, { partner });
  await sendMail({ to: person.email, subject, text: renderText(content), html: renderHtml(content) });
}
