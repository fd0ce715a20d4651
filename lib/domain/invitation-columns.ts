/** The columns of a file of invitations, in both languages, and the words that its cells may hold. */
import { businessTypes, legalEntitiesOf } from "./kinds";

/** In the order of the template; each is also the path of the field in `invitationSchema`, but for `kind`. */
export const invitationColumns = [
  "name",
  "email",
  "phone",
  "businessName",
  "locale",
  "kind",
  "brandName",
  "description",
  "street",
] as const;
export type InvitationColumn = (typeof invitationColumns)[number];

export const neededColumns: readonly InvitationColumn[] = ["name", "email", "businessName"];

/** What stands over each column in the template: one file serves both languages. */
export const columnTitles: Record<InvitationColumn, { id: string; en: string }> = {
  name: { id: "Nama lengkap", en: "Full name" },
  email: { id: "Alamat email", en: "Email address" },
  phone: { id: "Nomor telepon", en: "Phone number" },
  businessName: { id: "Nama usaha", en: "Business name" },
  locale: { id: "Bahasa", en: "Language" },
  kind: { id: "Jenis usaha", en: "Kind of business" },
  brandName: { id: "Nama merek", en: "Brand name" },
  description: { id: "Apa yang dijual", en: "What it sells" },
  street: { id: "Jalan dan nomor", en: "Street and number" },
};
/** The title of a column in both languages, as the template has it. */
export const titleOf = (column: InvitationColumn) => `${columnTitles[column].id} / ${columnTitles[column].en}`;

/** The invented row of the template, which is to be written over. */
export const exampleEmail = "budi@example.com";

/** Over the reasons in the file of rows to mend; read again it is left aside. */
export const reasonTitle = { id: "Alasan", en: "Reason" } as const;

/** What people write over a column of their own. */
const otherTitles: Record<InvitationColumn, readonly string[]> = {
  name: ["nama", "name", "contact name", "nama kontak", "nama pemilik", "owner", "pic", "nama pic", "contact"],
  email: ["email", "e-mail", "surel", "alamat surel", "mail"],
  phone: [
    "telepon",
    "phone",
    "no telepon",
    "no hp",
    "nomor hp",
    "hp",
    "whatsapp",
    "no whatsapp",
    "wa",
    "no wa",
    "mobile",
  ],
  businessName: ["usaha", "business", "merchant", "toko", "nama toko", "nama merchant", "company", "perusahaan"],
  locale: ["language", "bahasa", "lang", "locale", "bahasa email"],
  kind: ["kind", "jenis", "type", "business type", "tipe usaha", "badan usaha", "bentuk usaha", "legal form"],
  brandName: ["merek", "brand", "merk", "nama merk"],
  description: ["deskripsi", "description", "keterangan", "produk", "products"],
  street: ["jalan", "street", "alamat", "address", "alamat usaha"],
};

/** Letters and digits only, in lower case: what two spellings of one title have in common. */
const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

const columnOf = new Map<string, InvitationColumn>(
  invitationColumns.flatMap((column) =>
    [columnTitles[column].id, columnTitles[column].en, ...otherTitles[column], column].map(
      (title): [string, InvitationColumn] => [bare(title), column],
    ),
  ),
);
const reasons = new Set([reasonTitle.id, reasonTitle.en].map(bare));

/**
 * What a heading stands for: a column, `aside` for what we wrote ourselves or an empty one, null for one that we don't
 * know. Both halves of `Nama usaha / Business name` are looked at.
 */
export function readHeading(heading: string): InvitationColumn | "aside" | null {
  const halves = [heading, ...heading.split("/")].map(bare);
  if (halves.every((half) => half === "") || halves.some((half) => reasons.has(half))) return "aside";
  for (const half of halves) {
    const column = columnOf.get(half);
    if (column) return column;
  }
  return null;
}

const kinds: Record<string, { businessType: string; legalEntity: string }> = Object.fromEntries([
  ...["perorangan", "perseorangan", "pribadi", "personal", "individual", "sole proprietor", "sole proprietorship"].map(
    (word) => [bare(word), { businessType: "PERSONAL", legalEntity: "" }],
  ),
  ...["badan usaha", "perusahaan", "corporate", "company", "corporation"].map((word) => [
    bare(word),
    { businessType: "CORPORATE", legalEntity: "" },
  ]),
  ...businessTypes.map((businessType) => [bare(businessType), { businessType, legalEntity: "" }]),
  ...legalEntitiesOf.CORPORATE.map((legalEntity) => [bare(legalEntity), { businessType: "CORPORATE", legalEntity }]),
  ...[
    ["cooperative", "KOPERASI"],
    ["foundation", "YAYASAN"],
    ["firm", "FIRMA"],
    ["perkumpulan", "PERKUMPULAN_BERBADAN_HUKUM"],
    ["association", "PERKUMPULAN_BERBADAN_HUKUM"],
  ].map(([word = "", legalEntity = ""]) => [bare(word), { businessType: "CORPORATE", legalEntity }]),
]);

/** Kind of business and legal form of a cell such as `Perorangan`, `PT` or `foundation`; null for another word. */
export function readKindCell(cell: string): { businessType: string; legalEntity: string } | null {
  const word = bare(cell);
  if (word === "") return { businessType: "", legalEntity: "" };
  return Object.hasOwn(kinds, word) ? (kinds[word] ?? null) : null;
}

const languages: Record<string, "id" | "en"> = Object.fromEntries([
  ...["id", "indonesia", "indonesian", "bahasa", "bahasa indonesia", "ind"].map((word) => [bare(word), "id"]),
  ...["en", "english", "inggris", "bahasa inggris", "eng"].map((word) => [bare(word), "en"]),
]);

/** The language of a cell; Bahasa Indonesia where it says nothing, null for another word. */
export function readLanguageCell(cell: string): "id" | "en" | null {
  const word = bare(cell);
  if (word === "") return "id";
  return Object.hasOwn(languages, word) ? (languages[word] ?? null) : null;
}
