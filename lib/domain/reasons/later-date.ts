/** Finds the day that DOKU names in its words, for "try again after". */
import type { RejectNote } from "@/lib/domain/sections";

const monthStems = [
  ["jan"],
  ["feb", "peb"],
  ["mar"],
  ["apr"],
  ["mei", "may"],
  ["jun"],
  ["jul"],
  ["agu", "ags", "aug"],
  ["sep"],
  ["okt", "oct"],
  ["nov", "nop"],
  ["des", "dec"],
];
const monthNames =
  "jan(?:uari|uary)?|[fp]eb(?:ruari|ruary)?|mar(?:et|ch)?|apr(?:il)?|mei|may|jun[ei]?|jul[iy]?|agu(?:stus)?|agt|ags|aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|no[vp](?:ember)?|de[sc](?:ember)?";

const patterns = [
  /\b(?<year>2\d{3})-(?<month>\d{1,2})-(?<day>\d{1,2})(?!\d)/g,
  /\b(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>2\d{3})\b/g,
  new RegExp(
    `\\b(?<day>\\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?(?<month>${monthNames})\\.?,?[ -](?<year>2\\d{3})\\b`,
    "g",
  ),
  new RegExp(`\\b(?<month>${monthNames})\\.? (?<day>\\d{1,2})(?:st|nd|rd|th)?,? (?<year>2\\d{3})\\b`, "g"),
];

/** Words before a date that make it the one from which to try again. */
const fromThen = /\b(?:setelah|sesudah|mulai|sejak|per|after|from|starting|as of)\b[^0-9.;]{0,30}$/;

const longestText = 2000;

/** Hours that WIB is ahead of UTC. */
const wibHours = 7;

function monthOf(text: string): number {
  if (/^\d/.test(text)) return Number(text);
  if (text === "agt") return 8;
  return monthStems.findIndex((stems) => stems.some((stem) => text.startsWith(stem))) + 1;
}

function startOfDay(year: number, month: number, day: number): Date | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year > 2199) return null;
  return new Date(date.getTime() - wibHours * 3_600_000);
}

/**
 * The start, in WIB, of the day that a note names: the one after "setelah" or "after", else the latest one.
 * Null when it names none. Days come before months in `12/11/2026`, as in Indonesia.
 */
export function laterDate(note: Pick<RejectNote, "message">): Date | null {
  const text = note.message.slice(0, longestText).toLowerCase().replace(/\s+/g, " ");
  const found = patterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .flatMap(({ groups, index }) => {
      const at = startOfDay(Number(groups?.year), monthOf(groups?.month ?? ""), Number(groups?.day));
      return at ? [{ at, isFromThen: fromThen.test(text.slice(Math.max(0, index - 45), index)) }] : [];
    })
    .sort((one, other) => Number(other.isFromThen) - Number(one.isFromThen) || Number(other.at) - Number(one.at));
  return found[0]?.at ?? null;
}
