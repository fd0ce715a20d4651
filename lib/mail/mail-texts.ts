/** Words for mails in the language of the person who gets them. */
import { createTranslator } from "next-intl";
import en from "@/messages/en.json";
import id from "@/messages/id.json";
import type { TaskId } from "../domain/progress";
import { isReasonCode, type ReasonSubject, reasonTextKey } from "../domain/reasons";
import type { CallbackType } from "../domain/sections";
import type { Locale } from "../locale";

/** One type for both languages: the test of the messages holds them to the same keys. */
type Texts = {
  mail: typeof id.mail;
  reasons: typeof id.reasons;
  name: typeof id.sections.name;
  tasks: typeof id.onboarding.tasks;
};
const messages: Record<Locale, Texts> = {
  id: { mail: id.mail, reasons: id.reasons, name: id.sections.name, tasks: id.onboarding.tasks },
  en: { mail: en.mail, reasons: en.reasons, name: en.sections.name, tasks: en.onboarding.tasks },
};

/** Reads the namespace `mail`; Bahasa Indonesia for people who have not chosen. */
export function mailTexts(locale: Locale | null) {
  const language = locale ?? "id";
  return createTranslator({ locale: language, messages: messages[language], namespace: "mail" });
}

/** What people call a section. */
export function sectionName(type: CallbackType, locale: Locale | null): string {
  return messages[locale ?? "id"].name[type === "BRAND.OPERATIONAL_STATUS" ? "OPERATIONAL_STATUS" : type];
}

/** What people call a task of the merchant's list. */
export function taskName(task: TaskId, locale: Locale | null): string {
  return messages[locale ?? "id"].tasks[task].title;
}

/** Several things in one sentence: `Alamat, Rekening bank, dan Merek`. */
export function listed(items: readonly string[], locale: Locale | null): string {
  return new Intl.ListFormat(locale === "en" ? "en-GB" : "id", { type: "conjunction" }).format(items);
}

/** Our words for a reason of the catalogue; null for a code that it does not know any more. */
export function reasonWords(
  code: string,
  type: CallbackType,
  subject: ReasonSubject,
  locale: Locale | null,
): { title: string; text: string } | null {
  if (!isReasonCode(code)) return null;
  const language = locale ?? "id";
  const t = createTranslator({ locale: language, messages: messages[language], namespace: "reasons" });
  const key = reasonTextKey(code, type);
  return { title: t(`${key}.title`, { subject }), text: t(`${key}.action`, { subject }) };
}

/** A time of day as people in Indonesia read it, in WIB: `09.40`. */
export function clockTime(at: Date, locale: Locale | null = "id"): string {
  return new Intl.DateTimeFormat(locale === "en" ? "en-GB" : "id", {
    timeZone: "Asia/Jakarta",
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
}

/** A date in words, in WIB: `5 Desember 2026`. */
export function calendarDay(at: Date, locale: Locale | null): string {
  return new Intl.DateTimeFormat(locale === "en" ? "en-GB" : "id", {
    timeZone: "Asia/Jakarta",
    dateStyle: "long",
  }).format(at);
}
