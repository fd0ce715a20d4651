/** Free text, and the one way in which a schema's message carries its parameters. */
import { z } from "zod";

export type MessageParams = Record<string, string | number>;

/**
 * A zod message: a key under `errors`, with its parameters behind a question mark, e.g. `tooLong?max=255`.
 * zod and react-hook-form pass on nothing but one string, so the parameters travel inside it.
 */
export function messageOf(key: string, params: MessageParams = {}): string {
  const pairs = Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? key : `${key}?${pairs.join("&")}`;
}

const messagePattern = /^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)*(\?[^\s?]*)?$/;

/** The key and parameters of a message made by `messageOf`; null for a text that is no key (zod's own words). */
export function parseMessage(message: string): { key: string; params: MessageParams } | null {
  if (!messagePattern.test(message)) return null;
  const [key = "", query = ""] = message.split("?");
  const params: MessageParams = {};
  for (const pair of query.split("&").filter(Boolean)) {
    const [name = "", raw = ""] = pair.split("=");
    const value = decodeURIComponent(raw);
    params[name] = /^(0|[1-9]\d{0,8})$/.test(value) ? Number(value) : value;
  }
  return { key, params };
}

// Control, zero-width and text-direction characters: invisible to the merchant, refused by PostgreSQL (NUL)
// or apt to disguise a name from staff. Line feeds stay; the joiner of emoji (U+200D) stays.
const invisible = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Text as it is kept: composed characters, line feeds only, nothing invisible, no space around. */
export function cleanText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replaceAll("\t", " ")
    .replace(invisible, (char) => (char === "\n" ? char : ""))
    .trim();
}

/** Text that must not be empty. `max` in UTF-16 units, as the browser's own `maxlength` counts. */
export function requiredText({ max }: { max: number }) {
  return z
    .string({ error: "required" })
    .overwrite(cleanText)
    .min(1, { error: "required", abort: true })
    .max(max, messageOf("tooLong", { max }));
}

/**
 * What is left of a typed number without the marks people put into it (spaces, dots, dashes, brackets, slashes).
 * Full-width digits of a phone's keyboard become plain ones.
 */
export function withoutMarks(text: string): string {
  return cleanText(text.normalize("NFKC")).replace(/[\s.,()/\u2010-\u2015\u2212'-]/gu, "");
}

/** A typed number reduced to its digits: `required` when empty, `digitsOnly` when anything else is left. */
export function digitsText() {
  return z
    .string({ error: "required" })
    .overwrite(withoutMarks)
    .min(1, { error: "required", abort: true })
    .regex(/^\d+$/, { error: "digitsOnly", abort: true });
}
