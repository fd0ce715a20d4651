/** The parts of an address's area, read without a schema: the search needs them while somebody types. */
import { cleanText } from "./clean-text";

export type Area = { postalCode: string; village: string; district: string; city: string; province: string };

/** What a search answers. Those of the offline list have four names and no postal code, unless one was typed. */
export type FoundAreas = { areas: string[]; isOffline: boolean };

const separator = " - ";

/** Free text brought into DOKU's writing: one space, plain hyphens, and commas taken for separators where there are no others. */
export function tidyArea(text: string): string {
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
  const parts = tidyArea(text).split(separator);
  const postalCode = parts[0] ?? "";
  const [district, city, province] = parts.slice(-3);
  const village = parts.slice(1, -3).join(separator);
  if (!village || !district || !city || !province) return null;
  return { postalCode, village, district, city, province };
}

/** The names of an area that a postal code has to be put in front of; null when there is more or less to do than that. */
export function areaWithoutCode(text: string): string | null {
  const area = tidyArea(text);
  const names = area.replace(/^\d{0,5} - /, "");
  const hasCode = /^[1-9]\d{4} - /.test(area);
  return !hasCode && parseArea(`10000${separator}${names}`) ? names : null;
}
