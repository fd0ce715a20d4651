/** NIK, the number of an Indonesian identity card (contract section 12). */
import * as z from "zod/mini";
import { messageOf } from "./message";
import { digitsText } from "./text";

export type NikParts = {
  /** Two-digit code of the province of first registration; its name where the code is one we know. */
  provinceCode: string;
  province: string | null;
  sex: "female" | "male";
  /** ISO date. The century is a guess: the latest one that makes the holder old enough for a card. */
  birthDate: string;
};

/** Provinces by code, East Timor (54) among them: a NIK is never reissued when the map changes. */
const provinces: Record<string, string> = {
  "11": "Aceh",
  "12": "Sumatera Utara",
  "13": "Sumatera Barat",
  "14": "Riau",
  "15": "Jambi",
  "16": "Sumatera Selatan",
  "17": "Bengkulu",
  "18": "Lampung",
  "19": "Kepulauan Bangka Belitung",
  "21": "Kepulauan Riau",
  "31": "DKI Jakarta",
  "32": "Jawa Barat",
  "33": "Jawa Tengah",
  "34": "DI Yogyakarta",
  "35": "Jawa Timur",
  "36": "Banten",
  "51": "Bali",
  "52": "Nusa Tenggara Barat",
  "53": "Nusa Tenggara Timur",
  "54": "Timor Timur",
  "61": "Kalimantan Barat",
  "62": "Kalimantan Tengah",
  "63": "Kalimantan Selatan",
  "64": "Kalimantan Timur",
  "65": "Kalimantan Utara",
  "71": "Sulawesi Utara",
  "72": "Sulawesi Tengah",
  "73": "Sulawesi Selatan",
  "74": "Sulawesi Tenggara",
  "75": "Gorontalo",
  "76": "Sulawesi Barat",
  "81": "Maluku",
  "82": "Maluku Utara",
  "91": "Papua",
  "92": "Papua Barat",
  "93": "Papua Selatan",
  "94": "Papua Tengah",
  "95": "Papua Pegunungan",
  "96": "Papua Barat Daya",
};

/** Longest length of each month: wrong birth dates are never corrected, so 29 February is taken in any year. */
const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function birthOf(nik: string) {
  const typedDay = Number(nik.slice(6, 8));
  const female = typedDay > 40;
  return { day: female ? typedDay - 40 : typedDay, month: Number(nik.slice(8, 10)), female };
}

function hasBirthDay(nik: string): boolean {
  const { day, month } = birthOf(nik);
  const longest = daysInMonth[month - 1];
  return longest !== undefined && day >= 1 && day <= longest;
}

function hasPlace(nik: string): boolean {
  return !nik.startsWith("0") && nik.slice(2, 4) !== "00" && nik.slice(4, 6) !== "00";
}

/**
 * 16 digits in the order of the contract; a structure that cannot be refuses, everything else at most warns.
 * An unknown province code is no fault of structure: provinces are still being founded.
 */
export const nikSchema = digitsText().check(
  z.refine((nik) => nik.length === 16, {
    error: (issue) => messageOf("nik.length", { count: String(issue.input).length }),
    abort: true,
  }),
  z.refine(hasPlace, { error: "nik.place", abort: true }),
  z.refine(hasBirthDay, { error: "nik.birthDate", abort: true }),
  z.refine((nik) => !nik.endsWith("0000"), "nik.serial"),
);

/**
 * What a NIK says about its holder, for an echo beside the field; null when its structure is refused.
 * @param today decides the century of the birth year
 */
export function parseNik(nik: string, today = new Date()): NikParts | null {
  const parsed = nikSchema.safeParse(nik);
  if (!parsed.success) return null;
  const digits = parsed.data;
  const { day, month, female } = birthOf(digits);
  const shortYear = Number(digits.slice(10, 12));
  const youngestYear = today.getUTCFullYear() - 17;
  const year = 2000 + shortYear <= youngestYear ? 2000 + shortYear : 1900 + shortYear;
  const provinceCode = digits.slice(0, 2);
  const pad = (value: number) => String(value).padStart(2, "0");
  return {
    provinceCode,
    province: provinces[provinceCode] ?? null,
    sex: female ? "female" : "male",
    birthDate: `${year}-${pad(month)}-${pad(day)}`,
  };
}
