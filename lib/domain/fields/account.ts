/** Bank account numbers (contract section 12). */
import * as z from "zod/mini";
import { messageOf } from "./message";
import { digitsText } from "./text";

/** Longer than any account number in use; DOKU publishes no limit. */
const maxDigits = 34;

/** Digits only, leading zeros kept. How many are usual is a warning's business, see `warnings.ts`. */
export const accountNumberSchema = digitsText().check(
  z.maxLength(maxDigits, messageOf("account.tooLong", { max: maxDigits })),
);
