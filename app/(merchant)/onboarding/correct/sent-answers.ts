import { getMessages, getTranslations } from "next-intl/server";
import { get } from "react-hook-form";
import type { SentAnswer, SentAnswers } from "@/components/onboarding/part-form-props";
import { bankOf } from "@/lib/domain/banks";
import type { BusinessPart } from "@/lib/domain/business";
import { formatPhone } from "@/lib/domain/fields/phone";
import { isSameAnswer } from "@/lib/domain/same-answer";
import type { Sent } from "@/lib/domain/sent";

function shownAnswer(field: string, value: string): string {
  if (field === "phone") return formatPhone(value);
  return field === "bankId" ? (bankOf(value)?.name ?? value) : value;
}

/**
 * What DOKU has in each field of one part, by the field's path in the form.
 * @param values those that the form opens with
 */
export async function sentAnswers(
  part: BusinessPart,
  sent: Sent,
  values: Record<string, unknown>,
): Promise<SentAnswers> {
  const [t, { correct }] = await Promise.all([getTranslations("correct"), getMessages()]);
  const answer = (path: string, field: string, value: string): SentAnswer => {
    const text = value === "" ? t("beforeEmpty") : shownAnswer(field, value);
    return { value, text, isSame: isSameAnswer(part, path, String(get(values, path) ?? ""), value) };
  };
  const flat = (sentValues: Record<string, string>, prefix = "") =>
    Object.entries(sentValues).map(([field, value]) => {
      const path = `${prefix}${field}`;
      return [path, answer(path, field, value)] as const;
    });
  const { answers } = sent;
  // Networks have no place of their own in the list, so their form compares by code.
  if (part === "social") return { label: correct.before, answers: {} };
  const entries =
    part === "contacts"
      ? answers.contacts.contacts.flatMap((contact, index) => flat(contact, `contacts.${index}.`))
      : flat(answers[part]);
  return { label: correct.before, answers: Object.fromEntries(entries) };
}
