/** What merchants are searched by: the words of their names, and whole addresses and numbers of people. Pure. */
import { emailSchema } from "./fields/email";
import { nikSchema } from "./fields/nik";
import { phoneSchema } from "./fields/phone";

const maxWords = 20;
const maxWordLength = 40;

/** The words of a text as names are searched by them: in lower case, without accents, each once, in their order. */
export function searchWords(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => word.slice(0, maxWordLength)))].slice(0, maxWords);
}

/** Several words as one text in which each of them, and the beginning of each, can be looked for. */
export const wordsAsText = (words: readonly string[]) => ` ${words.join(" ")}`;

export const personKinds = ["email", "phone", "nik"] as const;
export type PersonKind = (typeof personKinds)[number];
/** Something that belongs to one person, in the one form in which it is compared. */
export type PersonKey = { kind: PersonKind; value: string };

const schemas = { email: emailSchema, phone: phoneSchema, nik: nikSchema } as const;

/** What a field of this kind holds in the form in which it is compared; null while it is not whole. */
export function personKey(kind: PersonKind, value: unknown): PersonKey | null {
  const parsed = schemas[kind].safeParse(value);
  return parsed.success ? { kind, value: parsed.data } : null;
}

/**
 * What staff typed is, or begins to be, about a person: it must not become part of any address of a page. Any text with
 * an @ counts, and digits that are a whole telephone number or as long as a NIK.
 */
export function isPersonal(text: string): boolean {
  return text.includes("@") || personKeysOf(text).length > 0 || /^[\d\s.-]{15,}$/.test(text.trim());
}

/** What a typed text may be of a person; a number may be both a telephone and a NIK. */
export function personKeysOf(text: string): PersonKey[] {
  const kinds: readonly PersonKind[] = text.includes("@") ? ["email"] : ["nik", "phone"];
  return kinds.flatMap((kind) => personKey(kind, text.trim()) ?? []);
}

type Values = Record<string, unknown>;
const entriesOf = (value: unknown): Values[] =>
  Array.isArray(value) ? value.filter((one): one is Values => typeof one === "object" && one !== null) : [];

function possibleKeys(part: string, values: Values): (PersonKey | null)[] {
  const ofPerson = (one: Values) => [personKey("email", one.email), personKey("phone", one.phone)];
  if (part === "profile") return ofPerson(values);
  if (part === "contacts") return entriesOf(values.contacts).flatMap(ofPerson);
  if (part === "slots") return entriesOf(Object.values(values)).map((slot) => personKey("nik", slot.NO_KTP));
  return [];
}

/** What one part of the answers holds of people: `slots` by slot and form code, contacts as a list, the profile's own. */
export function personKeysIn(part: string, values: Values): PersonKey[] {
  return possibleKeys(part, values).flatMap((key) => key ?? []);
}
