/** What admins type on the settings page, as plain forms send it: one schema a form, each for some of the settings. */
import { z } from "zod";
import { readAccent } from "./accent";
import { cleanText, withoutMarks } from "./fields/clean-text";
import { emailSchema } from "./fields/email";
import { messageOf } from "./fields/message";
import { formatPhone, phoneCallingCode, phoneSchema } from "./fields/phone";
import { type PartnerSettings, portalLanguages } from "./partner-settings";

const maxNameLength = 60;

/** `#0B6B5D`, with or without its mark; empty for the portal's own. */
const accentSchema = z
  .string()
  .overwrite((text) => {
    const compact = text.trim().toLowerCase();
    return /^[0-9a-f]{6}$/.test(compact) ? `#${compact}` : compact;
  })
  .regex(/^(#[0-9a-f]{6})?$/, { error: "settings.colour", abort: true })
  .check(({ value, issues }) => {
    const reading = value === "" ? null : readAccent(value);
    if (!reading || reading.ok) return;
    const message = messageOf("settings.colourLight", { nearest: reading.nearest });
    issues.push({ code: "custom", message, input: value });
  });

/** Name and colour. */
export const lookFormSchema = z.object({
  name: z
    .string()
    .overwrite(cleanText)
    .max(maxNameLength, messageOf("tooLong", { max: maxNameLength })),
  accent: accentSchema,
});

/** Indonesian numbers as people write them, and foreign ones with + and country code. */
const contactPhoneSchema = z
  .string()
  .overwrite((text) => withoutMarks(text))
  .transform((text, context) => {
    if (text === "") return "";
    if (/^\+(?!62)\d{8,15}$/.test(text)) return text;
    const parsed = phoneSchema.safeParse(text);
    if (parsed.success) return `+${phoneCallingCode}${parsed.data}`;
    context.issues.push({ code: "custom", message: parsed.error.issues[0]?.message ?? "phone.format", input: text });
    return z.NEVER;
  });

/** `+6281234567890` as people in Indonesia write it; foreign numbers stay as they are. */
export function contactPhoneText(phone: string): string {
  return phone.startsWith(`+${phoneCallingCode}`) ? formatPhone(phone.slice(3)) : phone;
}

/** Every choice of languages, the first of each being the one that people get first. */
export const languageChoices = ["id,en", "en,id", "id", "en"] as const;

/** Whom merchants ask, and in which languages the portal speaks. */
export const contactFormSchema = z.object({
  supportEmail: z.union([z.string().trim().length(0), emailSchema], { error: "email.format" }),
  supportPhone: contactPhoneSchema,
  languages: z
    .enum(languageChoices, { error: "choose" })
    .transform((choice) => portalLanguages.filter((one) => choice.includes(one)).sort(orderIn(choice))),
});

const orderIn = (choice: string) => (one: string, other: string) => choice.indexOf(one) - choice.indexOf(other);

const maxReminders = 5;
const longestHours = 2_160;

/** `24, 72, 168`, in any order; empty for none. */
const hoursSchema = z.string().transform((text, context) => {
  const words = text.split(/[\s,;]+/).filter(Boolean);
  const hours = words.map(Number);
  const fine = words.every((word) => /^\d{1,4}$/.test(word)) && hours.every((one) => one >= 1 && one <= longestHours);
  const message = !fine
    ? messageOf("settings.hours", { max: longestHours })
    : messageOf("tooMany", { max: maxReminders });
  const different = [...new Set(hours)];
  if (fine && different.length <= maxReminders) return different.sort((one, other) => one - other);
  context.issues.push({ code: "custom", message, input: text });
  return z.NEVER;
});

const ticked = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

/** How the staff works. */
export const workFormSchema = z.object({ reminderHours: hoursSchema, fourEyes: ticked, autoAssign: ticked });

const longestDays = 3_650;
const longestWarning = 90;

/** Whole days. */
const daysSchema = (max: number) =>
  z.string().transform((text, context) => {
    const days = Number(text.trim());
    if (/^\d{1,4}$/.test(text.trim()) && days >= 1 && days <= max) return days;
    context.issues.push({ code: "custom", message: messageOf("settings.days", { max }), input: text });
    return z.NEVER;
  });
const daysOrEver = z
  .string()
  .transform((text) => (text.trim() === "" ? null : text))
  .pipe(z.union([z.null(), daysSchema(longestDays)]));

/** How long data is kept (lib/domain/retention). */
export const privacyFormSchema = z.object({
  draftDays: daysOrEver,
  refusedDays: daysOrEver,
  warnDays: daysSchema(longestWarning),
  fileDays: daysOrEver,
});

/** What any of the forms changes. */
export type SettingsChange = Partial<PartnerSettings>;

/** How long data is kept, by the names of the settings. */
const retention: readonly string[] = Object.keys(privacyFormSchema.shape);

/**
 * Whether whoever changes these settings must have just proved who they are: a session that was left open must not let one
 * person move money alone, nor have data erased or kept.
 */
export const needsProof = (changed: readonly string[], after: Pick<PartnerSettings, "fourEyes">): boolean =>
  changed.some((key) => retention.includes(key) || (key === "fourEyes" && !after.fourEyes));
