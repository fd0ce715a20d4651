/** NPWP, the tax number: 15 digits, or 16 since July 2024 (contract section 12). */
import * as z from "zod/mini";
import { messageOf } from "./message";
import { digitsText } from "./text";

/** 15 or 16 digits, kept as many as were typed. The check digit only warns, see `hasNpwpCheckDigit`. */
export const npwpSchema = digitsText().check(
  z.refine((npwp) => npwp.length === 15 || npwp.length === 16, {
    error: (issue) => messageOf("npwp.length", { count: String(issue.input).length }),
  }),
);

/**
 * Whether the ninth digit fits the first eight (weights 1, 2, 1, 2 ... and digit sums, as in Luhn's rule).
 * A 16-digit number is checked only behind a leading 0 (a company); any other one is a NIK and has no check digit.
 */
export function hasNpwpCheckDigit(npwp: string): boolean {
  if (npwp.length === 16 && !npwp.startsWith("0")) return true;
  const digits = [...(npwp.length === 16 ? npwp.slice(1) : npwp)].map(Number);
  const sum = digits.slice(0, 8).reduce((total, digit, index) => {
    const product = digit * (index % 2 === 0 ? 1 : 2);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return (10 - (sum % 10)) % 10 === digits[8];
}
