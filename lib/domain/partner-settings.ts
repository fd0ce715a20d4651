/** What a partner sets for itself at the desk. Everything has a default, so that an empty row is a working portal. */
import { z } from "zod";

export const portalLanguages = ["id", "en"] as const;

export const partnerSettingsSchema = z.object({
  /** Shown to merchants and in mails; the environment's PARTNER_NAME while empty. */
  name: z.string().trim().max(60).default(""),
  /** Whom merchants ask; the environment's SUPPORT_EMAIL while empty. */
  supportEmail: z.union([z.literal(""), z.email()]).default(""),
  /** With country code, for a WhatsApp link; none while empty. */
  supportPhone: z
    .string()
    .regex(/^(\+\d{8,15})?$/)
    .default(""),
  /** The one colour of buttons and links, as #rrggbb; the portal's own while empty. */
  accent: z
    .string()
    .regex(/^(#[0-9a-f]{6})?$/i)
    .default(""),
  /** The languages that people can choose; the first is what they get first. */
  languages: z.array(z.enum(portalLanguages)).min(1).default(["id", "en"]),
  /** Hours without a deed after which a merchant is reminded, counted from the last deed. Empty: no reminders. */
  reminderHours: z.array(z.number().int().min(1).max(2160)).max(5).default([24, 72, 168]),
  /** A bank account that staff change on a merchant's behalf needs a second person. */
  fourEyes: z.boolean().default(true),
  /** Retention, in days (lib/domain/retention); null keeps for ever. */
  draftDays: z.number().int().min(1).max(3650).nullable().default(90),
  refusedDays: z.number().int().min(1).max(3650).nullable().default(365),
  warnDays: z.number().int().min(1).max(90).default(14),
  fileDays: z.number().int().min(1).max(3650).nullable().default(30),
  /** What comes into the queue is given to the member of staff with the fewest open cases. */
  autoAssign: z.boolean().default(false),
});
export type PartnerSettings = z.output<typeof partnerSettingsSchema>;

/** What is stored, whatever an older version wrote: a value that cannot be read counts as not set. */
export function readPartnerSettings(stored: Record<string, unknown>): PartnerSettings {
  const whole = partnerSettingsSchema.safeParse(stored);
  if (whole.success) return whole.data;
  const bad = new Set(whole.error.issues.map(({ path }) => String(path[0])));
  return partnerSettingsSchema.parse(Object.fromEntries(Object.entries(stored).filter(([key]) => !bad.has(key))));
}
