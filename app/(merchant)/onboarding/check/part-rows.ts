import { getMessages, getTranslations } from "next-intl/server";
import type { BusinessPart } from "@/lib/domain/business";
import { writtenPhone } from "@/lib/domain/fields/phone";
import { hasBusinessNameAsBrand, inputOf } from "@/lib/domain/part-input";
import type { ApplicationForm } from "@/lib/domain/progress";

/** One answer in words; `path` is its field in the part's form. */
export type AnswerRow = { path: string; label: string; value: string };
/** Answers under one heading: a part, or one contact of it. */
export type AnswerGroup = { id: string; title: string | null; rows: AnswerRow[] };

type Field = { label: string; options?: Record<string, string> };

function shown(name: string, value: unknown, field: Field): string {
  const text = typeof value === "string" ? value.trim() : "";
  if (name === "phone") return writtenPhone(text);
  return field.options?.[text] ?? text;
}

function rowsOf(fields: Record<string, Field>, values: Record<string, unknown>, prefix = ""): AnswerRow[] {
  return Object.entries(fields).map(([name, field]) => ({
    path: `${prefix}${name}`,
    label: field.label,
    value: shown(name, values[name], field),
  }));
}

const listOf = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null) : [];

/** The answers of one part as they were typed, labelled as in its form. */
export async function answerGroups(part: BusinessPart, form: ApplicationForm): Promise<AnswerGroup[]> {
  const [t, { parts }] = await Promise.all([getTranslations("onboarding.check"), getMessages()]);
  const values = inputOf(part, form.parts[part].values);
  switch (part) {
    case "social": {
      const { url, code } = parts.social.fields;
      const rows = listOf(values.accounts).map((account, index) => ({
        path: `accounts.${index}.url`,
        label: shown("code", account.code, code) || url.label,
        value: shown("url", account.url, url),
      }));
      const none = { path: "", label: parts.social.title, value: t("noneChosen") };
      return [{ id: part, title: null, rows: rows.length > 0 ? rows : [none] }];
    }
    case "contacts": {
      const contacts = listOf(values.contacts);
      return (contacts.length > 0 ? contacts : [{}]).map((contact, index) => ({
        id: `contact-${index}`,
        title: index === 0 ? t("primaryContact") : t("contactHeading", { number: index + 1 }),
        rows: rowsOf(parts.contacts.fields, contact, `contacts.${index}.`),
      }));
    }
    case "bank": {
      const { bankName, swiftCode, accountNumber, accountName } = parts.bank.fields;
      const rows = rowsOf({ bankName, swiftCode, accountNumber, accountName }, values);
      const worthShowing = rows.filter((row) => row.path !== "swiftCode" || row.value !== "");
      return [{ id: part, title: null, rows: worthShowing }];
    }
    case "brand": {
      const { name, description } = form.parts.profile.values;
      const own = hasBusinessNameAsBrand(form.kind) ? { ...values, name, description } : values;
      return [{ id: part, title: null, rows: rowsOf(parts.brand.fields, own) }];
    }
    default:
      return [{ id: part, title: null, rows: rowsOf(parts[part].fields, values) }];
  }
}
