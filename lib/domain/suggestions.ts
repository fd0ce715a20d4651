/** Asked once: what is known already is offered where it is asked again, filled in and editable (WCAG 3.3.7). */
import type { PartName } from "./business";
import { formatPhone, phoneSchema } from "./fields/phone";
import type { ApplicationForm } from "./progress";
import { primaryContactKey } from "./requirements";

/** Who is filling in, and the name that the invitation gave the business. */
export type KnownPerson = { name: string; email: string; businessName: string };

const text = (value: unknown) => (typeof value === "string" ? value : "");

/** A number that came from elsewhere in its normal form, as people write it; what was typed stays as typed. */
function shownPhone(phone: unknown): string {
  const parsed = phoneSchema.safeParse(phone);
  return parsed.success && parsed.data === phone ? formatPhone(parsed.data) : text(phone);
}

/** Empty answers give way to what is suggested; an answer that was emptied on purpose is "" and stays. */
function merged(suggested: Record<string, string>, typed: unknown): Record<string, unknown> {
  const given = typeof typed === "object" && typed !== null ? Object.entries(typed) : [];
  return { ...suggested, ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) };
}

function primaryContact(form: Pick<ApplicationForm, "parts" | "kind">, person: KnownPerson): Record<string, string> {
  const { profile } = form.parts;
  return {
    key: primaryContactKey,
    name: person.name,
    email: person.email,
    phone: shownPhone(profile.values.phone),
    nationality: form.kind?.nationality ?? "ID",
    position: form.kind?.businessType === "CORPORATE" ? "" : "OWNER",
  };
}

function contactsValues(form: Pick<ApplicationForm, "parts" | "kind">, person: KnownPerson): Record<string, unknown> {
  const { contacts } = form.parts.contacts.values;
  const typed = Array.isArray(contacts) ? contacts : [];
  const primary = typed.find((contact) => contact?.key === primaryContactKey);
  const others = typed.filter((contact) => contact?.key !== primaryContactKey);
  // The invitation leaves empty what it does not know, so in this one contact empty answers are suggested again.
  const given = Object.entries(primary ?? {}).filter(([, value]) => value !== "");
  const first = merged(primaryContact(form, person), Object.fromEntries(given));
  return { contacts: [{ ...first, phone: shownPhone(first.phone) }, ...others] };
}

/** The values that a part's form opens with: what was typed, and suggestions where nothing was. */
export function openingValues(
  part: PartName,
  form: Pick<ApplicationForm, "parts" | "kind">,
  person: KnownPerson,
): Record<string, unknown> {
  const { profile } = form.parts;
  const typed = form.parts[part].values;
  switch (part) {
    case "kind":
      // What PERSONAL fixes was not chosen by anybody, so a change to a company starts with open questions.
      return typed.businessType === "PERSONAL" ? { businessType: "PERSONAL" } : merged({}, typed);
    case "profile":
      return {
        ...merged({ name: person.businessName, email: person.email }, typed),
        phone: shownPhone(typed.phone),
      };
    case "brand":
      return merged({ name: text(profile.values.name), description: text(profile.values.description) }, typed);
    case "contacts":
      return contactsValues(form, person);
    default:
      return merged({}, typed);
  }
}

/** Names that the account may be in: the business's and the people's, to be taken over with one press. */
export function accountNames(form: Pick<ApplicationForm, "parts">, person: KnownPerson): string[] {
  const { contacts } = form.parts.contacts.values;
  const people = (Array.isArray(contacts) ? contacts : []).map((contact) => text(contact?.name));
  const names = [
    text(form.parts.profile.values.name) || person.businessName,
    ...(people.length > 0 ? people : [person.name]),
  ];
  return [...new Set(names.map((name) => name.trim()).filter(Boolean))].slice(0, 4);
}
