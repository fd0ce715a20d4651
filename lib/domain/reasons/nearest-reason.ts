/** From a note of DOKU's, coded or in free words, to the nearest entry of the catalogue. */
import { isReasonCode, type ReasonCode, reasonCodes, reasons } from "@/lib/domain/reasons";
import type { CallbackType, RejectNote } from "@/lib/domain/sections";
import { clues } from "./clues";
import { laterDate } from "./later-date";
import { synonyms } from "./synonyms";

/** More than this is no note; what comes after is not looked at. */
const longestText = 2000;

/** From this score on the words are as good as a code. */
const certainScore = 2;

/** Reasons that say what came of another one: they stand back when the other is there too. */
const standsBack: readonly ReasonCode[] = ["DOCUMENT_UNREADABLE", "DATA_MISMATCH"];

const sameWord = new Map([
  ["tdk", "tidak"],
  ["gak", "tidak"],
  ["nggak", "tidak"],
  ["tak", "tidak"],
  ["blm", "belum"],
  ["sdh", "sudah"],
  ["udah", "sudah"],
  ["yg", "yang"],
  ["dgn", "dengan"],
  ["krg", "kurang"],
  ["norek", "nomor rekening"],
  ["ektp", "ktp"],
  ["fotocopy", "fotokopi"],
  ["photocopy", "fotokopi"],
  ["photocopied", "fotokopi"],
  ["photokopi", "fotokopi"],
  ["cannot", "can not"],
  ["cant", "can not"],
  ["doesnt", "does not"],
  ["dont", "do not"],
  ["isnt", "is not"],
  ["arent", "are not"],
]);
const negations = new Set(["tidak", "bukan", "tanpa", "jangan", "belum", "not", "no", "without", "never"]);
/** Words that may stand between a negation and what it negates. */
const between = new Set(["boleh", "terlihat", "terlalu", "sampai", "ada", "lagi", "be", "is", "are", "too", "it", "a"]);

/** Words in lower case between single spaces; a dot stands for every stop. */
function wordsOf(text: string): string {
  const words = text
    .slice(0, longestText)
    .normalize("NFKC")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[.,;:!?()\n]/g, " . ")
    .replace(/[^\p{L}\p{N}.]+/gu, " ")
    .replace(/\b(?:foto|photo) ?(?:copy|kopi)\b/g, "fotokopi");
  return ` ${words
    .trim()
    .split(/ +/)
    .map((word) => sameWord.get(word) ?? word)
    .join(" ")} `;
}

type Group = { phrases: { text: string; weight: number; isNegation: boolean }[]; extra: number };

function groupOf(text: string): Group {
  const isHeavy = text.includes("!");
  const phrases = text.replaceAll("!", "").split("|");
  return {
    extra: isHeavy ? 1 : 0,
    phrases: phrases.map((phrase) => {
      const words = phrase.replace("$", "").split(" ");
      return {
        text: ` ${phrase.endsWith("$") ? `${phrase.slice(0, -1)} ` : phrase}`,
        weight: Math.min(words.length, 2),
        isNegation: negations.has(words[0] ?? ""),
      };
    }),
  };
}

const parsed: Record<string, Group[][]> = Object.fromEntries(
  reasonCodes.map((code) => [code, clues[code].map((clue) => clue.split(" + ").map(groupOf))]),
);

/** Whether a "not" stands right before the word that begins at `at`. */
function isNegated(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 40), at).split(" ");
  let last = before.pop();
  while (last !== undefined && between.has(last)) last = before.pop();
  return last !== undefined && negations.has(last);
}

function occurs(text: string, phrase: Group["phrases"][number], isFault: boolean): boolean {
  for (let at = text.indexOf(phrase.text); at >= 0; at = text.indexOf(phrase.text, at + 1)) {
    if (!isFault || phrase.isNegation || !isNegated(text, at)) return true;
  }
  return false;
}

/** How well a clue fits, by the words that it has in common with the text; 0 when a group of it is missing. */
function scoreOf(text: string, clue: readonly Group[]): number {
  let score = 0;
  for (const [index, group] of clue.entries()) {
    const isFault = index === clue.length - 1;
    const weights = group.phrases.filter((phrase) => occurs(text, phrase, isFault)).map(({ weight }) => weight);
    if (weights.length === 0) return 0;
    score += Math.max(...weights) + group.extra;
  }
  return score;
}

/** A code as it is compared: `photo-blurred ` is PHOTO_BLURRED. */
function codeOf(raw: string | null): ReasonCode | null {
  const code = (raw ?? "")
    .slice(0, 100)
    .trim()
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_");
  if (isReasonCode(code)) return code;
  return Object.hasOwn(synonyms, code) ? (synonyms[code] ?? null) : null;
}

type Match = { code: ReasonCode; score: number };
const none = { code: "OTHER", certain: false } as const;

/** Matches of sections that the reason can belong to; best first, in the order of the catalogue where they are equal. */
function matchesOf(note: RejectNote, type: CallbackType): { fitting: Match[]; others: Match[] } {
  const date = laterDate(note) ? " . hasdate" : "";
  const text = wordsOf(`${note.message.slice(0, longestText - 400)}${date} . ${note.code ?? ""} . ${note.field ?? ""}`);
  const matches = reasonCodes
    .map((code) => ({ code, score: Math.max(0, ...(parsed[code] ?? []).map((clue) => scoreOf(text, clue))) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score);
  const fits = ({ code }: Match) => reasons[code].types.length === 0 || reasons[code].types.includes(type);
  const fitting = matches.filter(fits);
  const strong = fitting.filter(({ code, score }) => score >= certainScore && !standsBack.includes(code));
  return {
    fitting: strong.length > 0 ? fitting.filter(({ code }) => !standsBack.includes(code)) : fitting,
    others: matches.filter((match) => !fits(match)),
  };
}

/**
 * The entry for a note: by its code, else by its words. `certain` is false where the words say too little, say two
 * things, or belong to another section; such a guess never says that something is final. OTHER when nothing fits.
 */
export function nearestReason(note: RejectNote, type: CallbackType): { code: ReasonCode; certain: boolean } {
  const known = codeOf(note.code);
  if (known) return known === "OTHER" ? none : { code: known, certain: true };
  const { fitting, others } = matchesOf(note, type);
  const [best, second] = fitting;
  if (best && best.score >= certainScore && best.score > (second?.score ?? 0))
    return { code: best.code, certain: true };
  const guess = best ?? others[0];
  if (!guess || reasons[guess.code].class === "final") return none;
  return { code: guess.code, certain: false };
}
