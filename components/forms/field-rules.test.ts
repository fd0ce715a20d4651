/** What somebody reads of each answer that a rule refuses or finds odd, in both languages, by the same few lines as the forms. */
import { expect, test } from "vitest";
import type * as z from "zod/mini";
import { bankSchema, contactsSchema, kindSchema, profileSchema, socialSchema } from "@/lib/domain/business";
import { accountNumberSchema } from "@/lib/domain/fields/account";
import { areaSchema } from "@/lib/domain/fields/area";
import { emailSchema } from "@/lib/domain/fields/email";
import { nibSchema } from "@/lib/domain/fields/nib";
import { nikSchema } from "@/lib/domain/fields/nik";
import { npwpSchema } from "@/lib/domain/fields/npwp";
import { phoneSchema } from "@/lib/domain/fields/phone";
import { slotValueSchema } from "@/lib/domain/fields/slot-value";
import { requiredText } from "@/lib/domain/fields/text";
import { urlSchema } from "@/lib/domain/fields/url";
import { type FieldIssue, issuesOf } from "@/lib/domain/results";
import { crossWarnings, slotValueWarnings, warningsFor } from "@/lib/domain/warnings";
import en from "@/messages/en.json";
import id from "@/messages/id.json";
import { issueText } from "./issue-text";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
}

const textsOf = (tree: Tree) => Object.fromEntries(flat(tree));
const errors = { id: textsOf(id.errors), en: textsOf(en.errors) };
const warnings = { id: textsOf(id.warnings), en: textsOf(en.warnings) };

/** The fault of the field at `path`, or of the value itself. */
function faultOf(schema: z.ZodMiniType, value: unknown, path: string): FieldIssue {
  const parsed = schema.safeParse(value);
  const issue = parsed.success ? undefined : issuesOf(parsed.error).find((one) => one.path === path);
  if (!issue) throw new Error(`${JSON.stringify(value)} is not refused at "${path}"`);
  return issue;
}

const primary = { key: "primary" };
const twelve = Array.from({ length: 12 }, (_, index) => ({ key: index === 0 ? "primary" : `c-${index}` }));
const place = "contoh: 17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat";
const placeInEnglish = place.replace("contoh", "for example");

const needed = ["Bagian ini perlu diisi", "This needs an answer"] as const;
const choose = ["Pilih salah satu", "Choose one of the answers"] as const;
const digitsOnly = ["Tulis dengan angka saja, tanpa huruf", "Write digits only, no letters"] as const;
const nikPlace = [
  "6 angka pertama NIK menunjukkan daerah, dan yang tertulis bukan kode daerah. Periksa lagi di KTP",
  "The first 6 digits of a NIK name a place, and these name none. Check them on the KTP",
] as const;
const nikBirth = [
  "Angka ke-7 sampai ke-12 pada NIK menunjukkan tanggal lahir, dan yang tertulis bukan tanggal. Periksa lagi di KTP",
  "Digits 7 to 12 of a NIK are the date of birth, and these are not a date. Check them on the KTP",
] as const;
const wholePhone = [
  "Tulis nomor telepon lengkap, contoh: 0812-3456-7890 atau 021 5551234",
  "Write the whole phone number, for example: 0812-3456-7890 or 021 5551234",
] as const;
const wholeUrl = [
  "Tulis alamat lengkapnya, contoh: https://instagram.com/nama-toko",
  "Write the whole address, for example: https://instagram.com/shop-name",
] as const;
const wholeEmail = [
  "Tulis alamat email lengkap, contoh: nama@contoh.com",
  "Write the whole email address, for example: name@example.com",
] as const;
const wholeArea = [
  `Tulis kode pos, kelurahan, kecamatan, kota, dan provinsi dengan tanda - di antaranya, ${place}`,
  `Write postal code, kelurahan, kecamatan, city and province with a - between them, ${placeInEnglish}`,
] as const;
const postalCode = [
  `Awali dengan 5 angka kode pos, ${place}`,
  `Begin with the 5 digits of the postal code, ${placeInEnglish}`,
] as const;
const contactKeys = [
  "Daftar kontak tidak terbaca utuh. Muat ulang halaman, lalu coba lagi",
  "The list of contacts did not arrive whole. Reload the page, then try again",
] as const;
const tooLong = (max: number) =>
  [
    `Terlalu panjang. Persingkat menjadi paling banyak ${max} karakter`,
    `This is too long. Shorten it to at most ${max} characters`,
  ] as const;
const nikLength = (count: number) =>
  [
    `NIK terdiri dari 16 angka, yang tertulis ${count} angka. Periksa lagi di KTP`,
    `A NIK has 16 digits, this one has ${count}. Check it on the KTP`,
  ] as const;

test.each<[z.ZodMiniType, unknown, string, readonly [string, string]]>([
  [requiredText({ max: 255 }), " \u200b ", "", needed],
  [requiredText({ max: 255 }), undefined, "", needed],
  [requiredText({ max: 255 }), "a".repeat(256), "", tooLong(255)],
  [profileSchema, { description: "a".repeat(1024) }, "description", tooLong(1023)],
  [profileSchema, {}, "websiteReadiness", choose],
  [kindSchema, { businessType: "", legalEntity: "", line: "", nationality: "" }, "line", choose],
  [
    kindSchema,
    { businessType: "PERSONAL", legalEntity: "PT", line: "RETAIL", nationality: "ID" },
    "legalEntity",
    [
      "Bentuk usaha ini tidak cocok dengan jenis usaha yang Anda pilih. Pilih bentuk lain dari daftar",
      "This legal form does not go with the kind of business you chose. Choose another form from the list",
    ],
  ],
  [emailSchema, "", "", needed],
  [emailSchema, "budi@contoh", "", wholeEmail],
  [emailSchema, `${"a".repeat(250)}@contoh.test`, "", tooLong(254)],
  [phoneSchema, "", "", needed],
  [phoneSchema, "0812 abc", "", digitsOnly],
  [phoneSchema, "0812", "", wholePhone],
  [
    phoneSchema,
    "+1 415 555 0100",
    "",
    [
      "Tulis nomor telepon Indonesia, contoh: 0812-3456-7890 atau +62 812 3456 7890",
      "Write an Indonesian phone number, for example: 0812-3456-7890 or +62 812 3456 7890",
    ],
  ],
  [nikSchema, "337201120190000X", "", digitsOnly],
  [nikSchema, "3372 0112 0190", "", nikLength(12)],
  [nikSchema, "33720112019000011", "", nikLength(17)],
  [nikSchema, "0072011201900001", "", nikPlace],
  [nikSchema, "3372017201900001", "", nikBirth],
  [
    nikSchema,
    "3372011201900000",
    "",
    [
      "NIK tidak pernah berakhir dengan 0000. Periksa 4 angka terakhir di KTP",
      "A NIK never ends with 0000. Check the last 4 digits on the KTP",
    ],
  ],
  [
    npwpSchema,
    "01.234.567.4-091.00",
    "",
    [
      "NPWP terdiri dari 15 atau 16 angka, yang tertulis 14 angka. Periksa lagi di kartu NPWP",
      "An NPWP has 15 or 16 digits, this one has 14. Check it on the NPWP card",
    ],
  ],
  [
    nibSchema,
    "9120 0123 4567",
    "",
    [
      "NIB terdiri dari 13 angka, yang tertulis 12 angka. Periksa lagi di dokumen NIB Anda",
      "A NIB has 13 digits, this one has 12. Check it on your NIB document",
    ],
  ],
  [slotValueSchema("NO_PASSPORT"), " ", "", needed],
  [areaSchema, "", "", needed],
  [areaSchema, "Kali Baru - Medan Satria - Bekasi - Jawa Barat", "", postalCode],
  [areaSchema, "17133 Kali Baru", "", wholeArea],
  [areaSchema, `17133${" - Kali Baru".repeat(30)}`, "", tooLong(255)],
  [accountNumberSchema, "123-ABC", "", digitsOnly],
  [
    accountNumberSchema,
    "1".repeat(35),
    "",
    [
      "Nomor rekening paling panjang 34 angka. Periksa lagi di buku tabungan atau aplikasi bank Anda",
      "An account number has at most 34 digits. Check it in your bank book or banking app",
    ],
  ],
  [
    bankSchema,
    { bankId: "BCA" },
    "bankId",
    [
      "Pilih bank dari daftar, atau tulis 3 angka kode banknya, contoh: 014",
      "Choose a bank from the list, or write the 3 digits of its code, for example: 014",
    ],
  ],
  [
    bankSchema,
    { swiftCode: "CENA" },
    "swiftCode",
    [
      "Kode SWIFT terdiri dari 8 atau 11 huruf dan angka, contoh: CENAIDJA. Kosongkan jika Anda tidak tahu",
      "A SWIFT code has 8 or 11 letters and digits, for example: CENAIDJA. Leave it empty if you do not know it",
    ],
  ],
  [bankSchema, { bankName: "a".repeat(101) }, "bankName", tooLong(100)],
  [urlSchema, "warung kita", "", wholeUrl],
  [urlSchema, `contoh.test/${"a".repeat(255)}`, "", tooLong(255)],
  [socialSchema, { accounts: [{ code: "", url: "contoh.test" }] }, "accounts.0.code", choose],
  [
    socialSchema,
    { accounts: Array(7).fill({ code: "TIKTOK", url: "tiktok.com/@a" }) },
    "accounts",
    ["Paling banyak 6. Hapus sebagian untuk melanjutkan", "There is room for 6. Remove some to go on"],
  ],
  [contactsSchema, { contacts: [] }, "contacts", ["Tambahkan setidaknya satu kontak", "Add at least one contact"]],
  [contactsSchema, { contacts: [{ key: "?" }] }, "contacts.0.key", contactKeys],
  [contactsSchema, { contacts: [{ ...primary, phone: "0812" }] }, "contacts.0.phone", wholePhone],
  [
    contactsSchema,
    { contacts: twelve },
    "contacts",
    ["Paling banyak 10. Hapus sebagian untuk melanjutkan", "There is room for 10. Remove some to go on"],
  ],
])("what is refused: %#", (schema, value, path, [indonesian, english]) => {
  const fault = faultOf(schema, value, path);
  expect(issueText(errors.id, fault)).toBe(indonesian);
  expect(issueText(errors.en, fault)).toBe(english);
});

const today = new Date("2026-11-22T00:00:00Z");
const nik = "3372011201900001";
const slotValues = (forms: Record<string, string>) => ({
  "contact.primary.DOCUMENT.KTP": { NO_KTP: nik },
  ...{ other: forms },
});
const personal = { businessType: "PERSONAL", legalEntity: "PERSEORANGAN", line: "RETAIL", nationality: "ID" } as const;

test.each<[FieldIssue | undefined, string, string]>([
  [
    warningsFor("profile", { email: "bagian.keuangan.pusat@toko-berkah.test" })[0],
    "Email ini lebih dari 30 karakter dan bisa terpotong di DOKU. Pakai alamat yang lebih pendek jika ada",
    "This email address has more than 30 characters and may be cut short at DOKU. Use a shorter one if you have it",
  ],
  [
    warningsFor("bank", { accountNumber: "123 456 789" })[0],
    "Nomor rekening biasanya 10 sampai 16 angka, yang tertulis 9 angka. Lanjutkan jika sudah benar",
    "Account numbers usually have 10 to 16 digits, this one has 9. Go on if it is right",
  ],
  [
    warningsFor("bank", { accountName: "Siti" }, ["Budi"])[0],
    "Nama pemilik rekening berbeda dari nama usaha dan nama kontak. DOKU biasanya meminta rekening atas nama yang sama",
    "The name on the account differs from the names of the business and its contacts. DOKU usually asks for an account in the same name",
  ],
  [
    warningsFor("social", { accounts: [{ code: "INSTAGRAM", url: "tiktok.com/@warung" }] })[0],
    "Alamat ini bukan di instagram.com. Periksa lagi medianya atau alamatnya, lanjutkan jika sudah benar",
    "This address is not on instagram.com. Check the network or the address, and go on if it is right",
  ],
  [
    slotValueWarnings("NO_NPWP", "01.234.567.0-091.000")[0],
    "Angka pada NPWP ini tampaknya tidak cocok satu sama lain. Periksa lagi di kartu NPWP, lanjutkan jika sudah benar",
    "The digits of this NPWP do not seem to fit each other. Check them on the NPWP card, and go on if they are right",
  ],
  [
    slotValueWarnings("NO_KTP", "9972011201900001", "nik", today)[0],
    "Kami tidak mengenal kode provinsi 99 di awal NIK. Periksa lagi di KTP, lanjutkan jika sudah benar",
    "We do not know the province code 99 at the start of this NIK. Check it on the KTP, and go on if it is right",
  ],
  [
    slotValueWarnings("NO_KTP", "3372011201150001", "nik", today)[0],
    "Menurut NIK ini, usia pemiliknya lebih dari 90 tahun. Lanjutkan jika sudah benar",
    "By this NIK its holder is over 90 years old. Go on if it is right",
  ],
  [
    crossWarnings({ kind: personal, slotValues: slotValues({ NO_KTP: nik }) })[0]?.issue,
    "NIK ini sudah dipakai untuk kontak lain. Setiap orang punya NIK sendiri",
    "Another contact has this NIK already. Every person has a NIK of their own",
  ],
  [
    crossWarnings({ kind: personal, slotValues: slotValues({ NO_NPWP: "3372011201900002" }) })[0]?.issue,
    "NPWP 16 angka untuk perorangan sama dengan NIK, tetapi yang tertulis berbeda. Lanjutkan jika sudah benar",
    "A person's 16-digit NPWP is the same as the NIK, and this one differs. Go on if it is right",
  ],
])("what is odd: %#", (issue, indonesian, english) => {
  if (!issue) throw new Error("There is no warning.");
  expect(issueText(warnings.id, issue)).toBe(indonesian);
  expect(issueText(warnings.en, issue)).toBe(english);
});
