/** Words for mails in the language of the person who gets them. */
import { createTranslator } from "next-intl";
import en from "@/messages/en.json";
import id from "@/messages/id.json";
import type { Locale } from "../locale";

/** One type for both languages: the test of the messages holds them to the same keys. */
const messages: Record<Locale, { mail: typeof id.mail }> = { id: { mail: id.mail }, en: { mail: en.mail } };

/** Reads the namespace `mail`; Bahasa Indonesia for people who have not chosen. */
export function mailTexts(locale: Locale | null) {
  const language = locale ?? "id";
  return createTranslator({ locale: language, messages: messages[language], namespace: "mail" });
}

/** A time of day as people in Indonesia read it, in WIB: `09.40`. */
export function clockTime(at: Date): string {
  return new Intl.DateTimeFormat("id", { timeZone: "Asia/Jakarta", hour: "2-digit", minute: "2-digit" }).format(at);
}

/** A date in words, in WIB: `5 Desember 2026`. */
export function calendarDay(at: Date, locale: Locale | null): string {
  return new Intl.DateTimeFormat(locale === "en" ? "en-GB" : "id", {
    timeZone: "Asia/Jakarta",
    dateStyle: "long",
  }).format(at);
}
