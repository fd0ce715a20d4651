/** Schemas of free text and of typed numbers. */
import * as z from "zod/mini";
import { cleanText, withoutMarks } from "./clean-text";
import { messageOf } from "./message";

/** Text that must not be empty. `max` in UTF-16 units, as the browser's own `maxlength` counts. */
export function requiredText({ max }: { max: number }) {
  return z
    .string({ error: "required" })
    .check(
      z.overwrite(cleanText),
      z.minLength(1, { error: "required", abort: true }),
      z.maxLength(max, messageOf("tooLong", { max })),
    );
}

/** A typed number reduced to its digits: `required` when empty, `digitsOnly` when anything else is left. */
export function digitsText() {
  return z
    .string({ error: "required" })
    .check(
      z.overwrite(withoutMarks),
      z.minLength(1, { error: "required", abort: true }),
      z.regex(/^\d+$/, { error: "digitsOnly", abort: true }),
    );
}
