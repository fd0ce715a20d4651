/** The area of an address in DOKU's writing: postal code and four names (contract sections 8 and 12). */
import { z } from "zod";
import { messageOf } from "./message";
import { cleanText } from "./text";

export type Area = { postalCode: string; village: string; district: string; city: string; province: string };

const separator = " - ";
const maxLength = 255;

/** Free text brought into DOKU's writing: one space, plain hyphens, and commas taken for separators where there are no others. */
function tidy(text: string): string {
  const line = cleanText(text)
    .replace(/\s+[\u2010-\u2015]\s+/gu, separator)
    .replace(/\s+/g, " ");
  const names = line.includes(separator) ? line.split(separator) : line.split(",");
  return names
    .map((name) => name.trim())
    .filter(Boolean)
    .join(separator);
}

/**
 * The five parts, or null when there are fewer. A place name may hold a hyphen, and even " - ":
 * the parts are counted from both ends and the village takes what is left between.
 */
export function parseArea(text: string): Area | null {
  const parts = tidy(text).split(separator);
  const postalCode = parts[0] ?? "";
  const [district, city, province] = parts.slice(-3);
  const village = parts.slice(1, -3).join(separator);
  if (!village || !district || !city || !province) return null;
  return { postalCode, village, district, city, province };
}

/** `17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat`, as DOKU spells its places or as the merchant typed it. */
export const areaSchema = z
  .string({ error: "required" })
  .overwrite(tidy)
  .min(1, { error: "required", abort: true })
  .max(maxLength, { error: messageOf("tooLong", { max: maxLength }), abort: true })
  .refine((area) => /^[1-9]\d{4}( |$)/.test(area), { error: "area.postalCode", abort: true })
  .refine((area) => parseArea(area) !== null, "area.format");
