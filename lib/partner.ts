/** The partner: what staff have set, and the environment where they have not. */
import { cache } from "react";
import { database } from "@/db/client";
import { findPartnerSettings } from "@/db/queries/partner";
import { type PartnerSettings, readPartnerSettings } from "./domain/partner-settings";
import { env } from "./env";

/** `logo` is the storage key; `version` changes with every change, for addresses that browsers may keep. */
export type Partner = PartnerSettings & { logo: { key: string; type: string } | null; version: number };

/** The partner as set now. Read once a request; elsewhere at every call, which is one row by its key. */
export const partner = cache(async (): Promise<Partner> => {
  const row = await findPartnerSettings((await database()).db);
  const settings = readPartnerSettings(row?.values ?? {});
  const { PARTNER_NAME, SUPPORT_EMAIL } = env();
  return {
    ...settings,
    name: settings.name || PARTNER_NAME,
    supportEmail: settings.supportEmail || (SUPPORT_EMAIL ?? ""),
    logo: row?.logoKey && row.logoType ? { key: row.logoKey, type: row.logoType } : null,
    version: row?.version ?? 0,
  };
});
