/**
 * Magic values: what a merchant types in the portal's own forms to make the sandbox misbehave.
 * `docs/sandbox.md` prints these tables and a test compares them.
 */
import type { CallbackShape, Signing } from "@/sandbox/callbacks/payload";
import type { JsonObject } from "@/sandbox/store/records";
import { type PartEntry, parts, reasons } from "./notes";

export type Refusal = { part: PartEntry; reason: string; always: boolean };

/** What goes wrong with the registration call itself; each is shown on the first tries of a business name only. */
export const troubles = [
  "hang_before",
  "hang_after",
  "close_before",
  "close_after",
  "burst_503",
  "burst_429",
  "lost_files",
  "bad_field",
  "not_allowed",
] as const;
export type Trouble = (typeof troubles)[number];

/** How KYB and its callbacks go for one business. */
export type MagicPlan = {
  pace: "normal" | "fast" | "slow" | "never";
  suspend: boolean;
  delivery: "normal" | "late" | "duplicate" | "reorder" | "lose";
  shape: CallbackShape;
  signing: Signing;
  trouble: Trouble | null;
  slowUploads: boolean;
  refusals: Refusal[];
};

/** `words` follow "Uji" in the name of the business or of its brand. */
export type MagicWord = { words: string; effect: Partial<Omit<MagicPlan, "refusals">>; says: string };

export const magicWords: readonly MagicWord[] = [
  {
    words: "cepat",
    effect: { pace: "fast" },
    says: "approved and live within about two seconds, also when the desk decides by hand",
  },
  { words: "lambat", effect: { pace: "slow" }, says: "every decision takes ten times as long" },
  { words: "diam", effect: { pace: "never" }, says: "KYB never decides; only a person at the desk can" },
  {
    words: "bekukan",
    effect: { suspend: true },
    says: "goes live, then the whole brand is suspended, with notes on BRAND",
  },
  {
    words: "terlambat",
    effect: { delivery: "late" },
    says: "decided in time, but every callback arrives 12 KYB hours later with its old time",
  },
  { words: "ganda", effect: { delivery: "duplicate" }, says: "every callback arrives twice, byte for byte the same" },
  {
    words: "acak",
    effect: { delivery: "reorder" },
    says: "after every callback comes an older one that says UPDATING",
  },
  { words: "hilang", effect: { delivery: "lose" }, says: "no callback is ever sent; only Get business data knows" },
  { words: "tanpa waktu", effect: { shape: "no_time" }, says: "callbacks without `updated_at`" },
  {
    words: "id bersarang",
    effect: { shape: "nested_ids" },
    says: "callbacks with `callback_type`, `business.id`, `brand.id`, `id`, `data.status`, `timestamp`",
  },
  { words: "catatan teks", effect: { shape: "text_note" }, says: "notes as one string in `rejection_reason`" },
  { words: "jenis asing", effect: { shape: "unknown_type" }, says: "callbacks of unknown types (`BUSINESS_V2`)" },
  { words: "status asing", effect: { shape: "unknown_status" }, says: "callbacks with the unknown status `ON_HOLD`" },
  { words: "tanpa id", effect: { shape: "no_entity_id" }, says: "callbacks without an entity id" },
  { words: "tanda salah", effect: { signing: "wrong" }, says: "callbacks signed with a wrong key" },
  { words: "tanpa tanda", effect: { signing: "none" }, says: "callbacks without a Signature header" },
  {
    words: "kunci lama",
    effect: { signing: "expired" },
    says: "callbacks signed with the expired secret (`<secret>-expired`)",
  },
  {
    words: "macet sebelum",
    effect: { trouble: "hang_before" },
    says: "the first registration is never answered and not carried out",
  },
  {
    words: "macet sesudah",
    effect: { trouble: "hang_after" },
    says: "the first registration is carried out but never answered",
  },
  {
    words: "putus sebelum",
    effect: { trouble: "close_before" },
    says: "the first registration ends in a closed connection, not carried out",
  },
  {
    words: "putus sesudah",
    effect: { trouble: "close_after" },
    says: "the first registration ends in a closed connection, carried out",
  },
  { words: "gangguan", effect: { trouble: "burst_503" }, says: "the first two registrations are answered 503" },
  {
    words: "padat",
    effect: { trouble: "burst_429" },
    says: "the first two registrations are answered 429 with `Retry-After: 1`",
  },
  {
    words: "berkas hilang",
    effect: { trouble: "lost_files" },
    says: "the first registration is answered 422: its files are unknown and must be uploaded again",
  },
  {
    words: "isian salah",
    effect: { trouble: "bad_field" },
    says: "every registration is answered 422 naming `business.email`",
  },
  { words: "tidak berizin", effect: { trouble: "not_allowed" }, says: "every registration is answered 403" },
  {
    words: "unggah lambat",
    effect: { slowUploads: true },
    says: "from this registration on, the next six uploads take 8 seconds each",
  },
];

/** Endings of numbers, for merchants whose name must stay clean. The phrase is what the ending stands for. */
export type MagicEnding = { of: "NIK" | "account"; ending: string; phrase: string };

export const magicEndings: readonly MagicEnding[] = [
  { of: "NIK", ending: "9001", phrase: "uji tolak pemilik foto buram" },
  { of: "NIK", ending: "9002", phrase: "uji tolak pemilik data beda" },
  { of: "NIK", ending: "9003", phrase: "uji tolak pemilik nik dipakai" },
  { of: "NIK", ending: "9009", phrase: "uji cepat" },
  { of: "account", ending: "9001", phrase: "uji tolak rekening nama rekening beda" },
  { of: "account", ending: "9002", phrase: "uji tolak rekening nomor rekening salah" },
  { of: "account", ending: "9003", phrase: "uji bekukan" },
  { of: "account", ending: "9004", phrase: "uji hilang" },
];

const plain: MagicPlan = {
  pace: "normal",
  suspend: false,
  delivery: "normal",
  shape: "standard",
  signing: "valid",
  trouble: null,
  slowUploads: false,
  refusals: [],
};

const startsWithWords = (text: string, words: string) => text === words || text.startsWith(`${words} `);

function refusalOf(phrase: string): Refusal | null {
  if (!startsWithWords(phrase, "tolak")) return null;
  const always = startsWithWords(phrase, "tolak terus");
  const rest = phrase.replace(/^tolak( terus)? ?/, "");
  const part = parts.find((entry) => startsWithWords(rest, entry.words));
  if (!part) return null;
  const why = rest.slice(part.words.length).trim();
  const reason = reasons.find((entry) => startsWithWords(why, entry.words));
  return { part, reason: reason?.code ?? part.reason, always };
}

/** What texts ask for: every "Uji ..." in them, each up to the next one. Case, punctuation and spacing don't matter. */
export function planOfTexts(texts: Iterable<string>): MagicPlan {
  const phrases = [...texts].flatMap((text) => {
    const words = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");
    return ` ${words} `
      .split(" uji ")
      .slice(1)
      .map((phrase) => phrase.trim());
  });
  const plan: MagicPlan = { ...plain, refusals: [] };
  for (const phrase of phrases) {
    const refusal = refusalOf(phrase);
    if (refusal) plan.refusals.push(refusal);
    const word = magicWords.find((entry) => startsWithWords(phrase, entry.words));
    Object.assign(plan, word?.effect);
  }
  return plan;
}

type Numbers = { NIK: string[]; account: string[] };

function collect(value: unknown, found: Numbers): Numbers {
  if (Array.isArray(value)) for (const item of value) collect(item, found);
  else if (value !== null && typeof value === "object") {
    const object = value as JsonObject;
    if (object.code === "NO_KTP" && typeof object.value === "string") found.NIK.push(object.value);
    if (typeof object.account_number === "string") found.account.push(object.account_number);
    for (const child of Object.values(object)) collect(child, found);
  }
  return found;
}

/** The plan of a business, from its names, its people's NIKs and its account number. */
export function planOf(data: JsonObject): MagicPlan {
  const numbers = collect(data, { NIK: [], account: [] });
  const brands = Array.isArray(data.brands) ? (data.brands as JsonObject[]) : [];
  const names = new Set([data.name, ...brands.map((brand) => brand.name)].map((name) => String(name ?? "")));
  const endings = magicEndings.filter((magic) => numbers[magic.of].some((number) => number.endsWith(magic.ending)));
  return planOfTexts([...names, ...endings.map((magic) => magic.phrase)]);
}
