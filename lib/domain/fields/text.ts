/** Free text, and typed numbers freed of the marks that people put into them. */
import { z } from "zod";
import { messageOf } from "./message";

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
