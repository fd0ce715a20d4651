/** Indonesian phone numbers, put out as DOKU takes them: digits without 0 or 62 (contract sections 8 and 12). */
import * as z from "zod/mini";
import { withoutMarks } from "./clean-text";

/** The calling code that goes beside the number, a string on DOKU's wire. */
export const phoneCallingCode = "62";

const mobile = /^8\d{8,12}$/;
const landline = /^[2-79]\d{6,10}$/;
/** North Sumatra's area codes 0620 to 0629 look like the country code; their numbers have at most ten digits. */
const sumatraTooLong = /^62\d{9,}$/;

function isNational(digits: string): boolean {
  return mobile.test(digits) || (landline.test(digits) && !sumatraTooLong.test(digits));
}

/** Without trunk 0 or country code. A bare 62 is the country code only when a whole number follows it. */
function nationalOf(text: string): string {
  const compact = withoutMarks(text);
  const international = compact.match(/^(?:\+|00)62(.*)$/)?.[1];
  if (international !== undefined) return international.replace(/^0/, "");
  if (compact.startsWith("0")) return compact.slice(1);
  const bare = compact.match(/^62(\d{9,})$/)?.[1]?.replace(/^0/, "");
  return bare !== undefined && isNational(bare) ? bare : compact;
}

/** `0812-3456-7890`, `+62 812 ...`, `62812...`, `812...` and landlines; puts out `81234567890`. Stable when repeated. */
export const phoneSchema = z.string({ error: "required" }).check(
  z.overwrite(nationalOf),
  z.minLength(1, { error: "required", abort: true }),
  z.refine((phone) => !/^(\+|00|0\d)/.test(phone), { error: "phone.country", abort: true }),
  z.regex(/^\d+$/, { error: "digitsOnly", abort: true }),
  z.refine(isNational, "phone.format"),
);

/** The number as people in Indonesia write it, from its normalised form: `0812-3456-7890`, `021 5551234`. */
export function formatPhone(phone: string): string {
  const local = `0${phone}`;
  if (mobile.test(phone)) return [local.slice(0, 4), local.slice(4, 8), local.slice(8)].filter(Boolean).join("-");
  const areaDigits = /^0(21|22|24|31|61)/.test(local) ? 3 : 4;
  return `${local.slice(0, areaDigits)} ${local.slice(areaDigits)}`;
}

/** What was typed, as people write it: a number that can be read in its local form, anything else unchanged. */
export function writtenPhone(typed: string): string {
  const parsed = phoneSchema.safeParse(typed);
  return parsed.success ? formatPhone(parsed.data) : typed;
}
