/** The partner: what staff have set, and the environment where they have not. */
import { cache } from "react";
import { database } from "@/db/client";
import { findPartnerSettings } from "@/db/queries/partner";
import { tonesOf } from "./domain/accent";
import { type PartnerSettings, readPartnerSettings } from "./domain/partner-settings";
import { env } from "./env";
import type { Locale } from "./locale";
import type { MailLook } from "./mail/render-mail";
import { paths } from "./paths";

/** `logo` is the storage key; `version` changes with every change of the settings. */
export type Partner = PartnerSettings & { logo: { key: string; type: string } | null; version: number };

/** The address behind `Sambut <no-reply@…>`. */
const addressIn = (sender: string) => /<([^>]+)>/.exec(sender)?.[1] ?? sender;

/** The partner as set now. Read once a request; elsewhere at every call, which is one row by its key. */
export const partner = cache(async (): Promise<Partner> => {
  const row = await findPartnerSettings((await database()).db);
  const settings = readPartnerSettings(row?.values ?? {});
  const { PARTNER_NAME, SUPPORT_EMAIL, MAIL_FROM } = env();
  return {
    ...settings,
    name: settings.name || PARTNER_NAME,
    supportEmail: settings.supportEmail || (SUPPORT_EMAIL ?? addressIn(MAIL_FROM)),
    logo: row?.logoKey && row.logoType ? { key: row.logoKey, type: row.logoType } : null,
    version: row?.version ?? 0,
  };
});

/** The language that a person gets: their own where the portal has it, its first otherwise. */
export function localeIn(languages: readonly Locale[], own: Locale | null): Locale | null {
  return own && languages.includes(own) ? own : (languages[0] ?? null);
}

/** How a mail to this person looks: the partner's name, logo and colours, whom to ask, and the language. */
export async function mailLook(own: Locale | null): Promise<{ look: Required<MailLook>; locale: Locale | null }> {
  const { name, accent, logo, languages, supportEmail } = await partner();
  const logoUrl = logo && `${env().APP_URL}${paths.logo(logo.key)}`;
  const look = { partnerName: name, tones: tonesOf(accent), logoUrl, supportEmail };
  return { look, locale: localeIn(languages, own) };
}
