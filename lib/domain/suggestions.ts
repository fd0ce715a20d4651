/** Asked once: what is known already is offered where it is asked again, filled in and editable (WCAG 3.3.7). */
import type { PartName } from "./business";
import { formatPhone, phoneSchema, writtenPhone } from "./fields/phone";
import type { ApplicationForm } from "./progress";
import { primaryContactKey } from "./requirements";

/** Who is filling in, and the name that the invitation gave the business. */
export type KnownPerson = { name: string; email: string; businessName: string };

/** Where an answer is known from. */
export type AnswerSource = "invitation" | "profile" | "contacts";
/** As people write it. */
export type KnownAnswer = { value: string; from: AnswerSource };
/** By field path; `contacts.*.phone` is that of every contact but the first. The first of a list is filled in. */
export type KnownAnswers = Record<string, readonly KnownAnswer[]>;

type Form = Pick<ApplicationForm, "parts" | "kind">;

const text = (value: unknown) => (typeof value === "string" ? value.trim() : "");

function typedContacts(form: Pick<Form, "parts">): Record<string, unknown>[] {
  const { contacts } = form.parts.contacts.values;
  return (Array.isArray(contacts) ? contacts : []).filter((contact) => typeof contact === "object" && contact !== null);
}

function accountHolders(form: Form, person: KnownPerson): KnownAnswer[] {
  const contacts = typedContacts(form).map(({ name }): KnownAnswer => ({ value: text(name), from: "contacts" }));
  const people = contacts.some(({ value }) => value !== "")
    ? contacts
    : [{ value: person.name, from: "invitation" } as const];
  const profile = text(form.parts.profile.values.name);
  const business: KnownAnswer = profile
    ? { value: profile, from: "profile" }
    : { value: person.businessName, from: "invitation" };
  return form.kind?.businessType === "CORPORATE" ? [business, ...people] : [...people, business];
}

function knownOf(part: PartName, form: Form, person: KnownPerson): Record<string, KnownAnswer[]> {
  const { profile, contacts } = form.parts;
  const ofProfile = (name: string): KnownAnswer => ({ value: text(profile.values[name]), from: "profile" });
  const invited = (value: string): KnownAnswer => ({ value, from: "invitation" });
  const phone: KnownAnswer = { value: writtenPhone(text(profile.values.phone)), from: "profile" };
  switch (part) {
    case "profile": {
      const owner = typedContacts(form).find(({ key }) => key === primaryContactKey);
      return {
        name: [invited(person.businessName)],
        email: [invited(person.email)],
        // Who was not asked about the contacts yet has what the invitation said of them.
        phone: [{ value: writtenPhone(text(owner?.phone)), from: contacts.completedAt ? "contacts" : "invitation" }],
      };
    }
    case "brand":
      return { name: [ofProfile("name")], description: [ofProfile("description")] };
    case "contacts":
      return {
        "contacts.0.name": [invited(person.name)],
        "contacts.0.email": [invited(person.email), ofProfile("email")],
        "contacts.0.phone": [phone],
        "contacts.*.email": [ofProfile("email")],
        "contacts.*.phone": [phone],
      };
    case "bank":
      return { accountName: accountHolders(form, person) };
    default:
      return {};
  }
}

/** What is known already about the answers of one part, each value once. */
export function knownAnswers(part: PartName, form: Form, person: KnownPerson): KnownAnswers {
  const distinct = (answers: KnownAnswer[]) =>
    answers.filter(({ value }, index) => value !== "" && answers.findIndex((other) => other.value === value) === index);
  const entries = Object.entries(knownOf(part, form, person)).map(
    ([path, answers]) => [path, distinct(answers)] as const,
  );
  return Object.fromEntries(entries.filter(([, answers]) => answers.length > 0));
}

/** Names that the bank account may be in, where they are among what is known. */
export function namesAmong(known: KnownAnswers): string[] {
  return (known.accountName ?? []).map(({ value }) => value);
}

/** Names that the bank account may be in: the business's and the people's. */
export function accountNames(form: Form, person: KnownPerson): string[] {
  return namesAmong(knownAnswers("bank", form, person));
}

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

function contactsValues(form: Form, suggested: Record<string, string>): Record<string, unknown> {
  const typed = typedContacts(form);
  const primary = typed.find((contact) => contact.key === primaryContactKey);
  const others = typed.filter((contact) => contact.key !== primaryContactKey);
  const known = {
    key: primaryContactKey,
    name: "",
    email: "",
    phone: "",
    ...Object.fromEntries(Object.entries(suggested).map(([path, value]) => [path.replace("contacts.0.", ""), value])),
    nationality: form.kind?.nationality ?? "ID",
    position: form.kind?.businessType === "CORPORATE" ? "" : "OWNER",
  };
  // The invitation leaves empty what it does not know, so in this one contact empty answers are suggested again.
  const given = Object.entries(primary ?? {}).filter(([, value]) => value !== "");
  const first = merged(known, Object.fromEntries(given));
  return { contacts: [{ ...first, phone: shownPhone(first.phone) }, ...others] };
}

/** The values that a part's form opens with: what was typed, and suggestions where nothing was. */
export function openingValues(part: PartName, form: Form, person: KnownPerson): Record<string, unknown> {
  const typed = form.parts[part].values;
  const suggested = Object.fromEntries(
    Object.entries(knownAnswers(part, form, person)).flatMap(([path, [first]]) =>
      path.includes("*") || !first ? [] : [[path, first.value]],
    ),
  );
  switch (part) {
    case "kind":
      // What PERSONAL fixes was not chosen by anybody, so a change to a company starts with open questions.
      return typed.businessType === "PERSONAL" ? { businessType: "PERSONAL" } : merged({}, typed);
    case "profile": {
      const values = merged(suggested, typed);
      return { ...values, phone: shownPhone(values.phone) };
    }
    case "contacts":
      return contactsValues(form, suggested);
    default:
      return merged(suggested, typed);
  }
}
