/** For tests: a correction of each section, and exactly what of it DOKU gets (contract section 2, A `update-body`). */
import { expect } from "vitest";
import type { CallbackType } from "../domain/sections";
import type { Merchant } from "../testing/kyb-stage";
import { attachPhoto, type ReadyOptions } from "./ready-application.fixture";
import { saveDraft } from "./save-draft";
import { saveSlotValues } from "./save-slot-values";

type Part = Parameters<typeof saveDraft>[0]["input"]["part"];
export const type = ({ actor }: Merchant, part: Part, values: unknown) => saveDraft({ actor, input: { part, values } });
const typeBeside = ({ actor }: Merchant, slotId: string, values: Record<string, string>) =>
  saveSlotValues({ actor, input: { slotId, values } });

export const ktp = "contact.primary.DOCUMENT.KTP";
export const nib = "business.DOCUMENT.NIB";
export const akta = "business.DOCUMENT.AKTA_PENDIRIAN_PERUSAHAAN";
export const cover = "bank_account.BANK_ACCOUNT";
export const logo = "brand.LOGO";
export const photos = "brand.PHOTO_PROOF";
export const street = {
  area: "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat",
  street: "Jalan Melati 1 RT 02/03",
};
export const social = [
  { code: "INSTAGRAM", url: "https://instagram.com/contoh" },
  { code: "FACEBOOK", url: "https://facebook.com/contoh" },
];
const instagram = [{ code: "INSTAGRAM", url: "https://instagram.com/contoh.baru" }];
export const person = (key: string, name: string) => ({ contacts: [{ key, name }] });

export type CorrectionCase = {
  what: string;
  options?: ReadyOptions;
  /** Refused; of the type all, or the one with this name at DOKU. */
  refused: { type: CallbackType; name?: string };
  edit: (merchant: Merchant) => Promise<unknown>;
  /** `business` of the body, exactly; `of` finds an entity's id, `file` DOKU's id of the newest file of a slot. */
  body: (known: { of: (type: CallbackType, name?: string) => string; file: (slot: string) => string }) => object;
  /** What DOKU reviews again: types, or names where there are several; and how often it was sent. */
  reviewed: string[];
};

const phone = { phone_calling_code: "62", phone_number: "81234567890" };
const profile = {
  name: expect.any(String),
  email: "toko@merchant.test",
  description: "Toko kelontong di pinggir pasar",
  ...phone,
  website_readiness: "DONT_HAVE",
  mobile_app_readiness: "DONT_HAVE",
};
const brand = {
  name: expect.any(String),
  description: "Toko kelontong di pinggir pasar",
  category: "RETAIL",
  transaction_frequency: "UMI",
  transaction_quantity: "UP_TO_100",
};
const ktpOf = (id: unknown, nik: string) => ({
  ...{ code: "KTP", category: "DOCUMENT", id },
  forms: [{ code: "NO_KTP", value: nik }],
});
const anyId = { id: expect.any(String) };

export const correctionCases: CorrectionCase[] = [
  {
    what: "the profile",
    refused: { type: "BUSINESS" },
    edit: (merchant) => type(merchant, "profile", { email: "baru@merchant.test" }),
    body: () => ({ ...profile, email: "baru@merchant.test" }),
    reviewed: ["BUSINESS 2"],
  },
  {
    what: "the name of a sole proprietor, which the brand shares",
    refused: { type: "BUSINESS" },
    edit: (merchant) => type(merchant, "profile", { name: "Toko Nama Baru" }),
    body: ({ of }) => ({
      ...{ ...profile, name: "Toko Nama Baru" },
      brands: [{ id: of("BRAND"), ...brand, name: "Toko Nama Baru" }],
    }),
    reviewed: ["BRAND 2", "BUSINESS 2"],
  },
  {
    what: "the owner with a new card and its number",
    refused: { type: "BUSINESS_CONTACT" },
    async edit(merchant) {
      await attachPhoto(merchant.actor, ktp, "#336699");
      await typeBeside(merchant, ktp, { NO_KTP: "3372014101900002" });
    },
    body: ({ of, file }) => ({
      contacts: [
        {
          id: of("BUSINESS_CONTACT"),
          ...{ name: "Budi Contoh", email: "primary@merchant.test", ...phone },
          ...{ nationality: "ID", position: "OWNER", primary: true, owner_liveness: anyId },
          documents: [ktpOf(file(ktp), "3372014101900002")],
        },
      ],
    }),
    reviewed: ["Budi Contoh 2"],
  },
  {
    what: "the address",
    refused: { type: "BUSINESS_ADDRESS" },
    edit: (merchant) => type(merchant, "address", street),
    body: ({ of }) => ({
      addresses: [{ id: of("BUSINESS_ADDRESS"), area: street.area, country: "ID", name: street.street, primary: true }],
    }),
    reviewed: ["BUSINESS_ADDRESS 2"],
  },
  {
    what: "the bank account with a new cover",
    refused: { type: "BUSINESS_BANK" },
    async edit(merchant) {
      await type(merchant, "bank", { bankId: "008", accountNumber: "9876543210" });
      await attachPhoto(merchant.actor, cover, "#336699");
    },
    body: ({ of, file }) => ({
      bank_account: {
        ...{ id: of("BUSINESS_BANK"), account_name: "Budi Contoh", account_number: "9876543210" },
        ...{ bank_id: "008", bank_name: expect.stringContaining("Mandiri"), swift_code: "BMRIIDJA" },
        ...{ country: "ID", currency: "IDR", documents: [{ category: "BANK_ACCOUNT", id: file(cover) }] },
      },
    }),
    reviewed: ["BUSINESS_BANK 2"],
  },
  {
    what: "the brand",
    refused: { type: "BRAND" },
    edit: (merchant) => type(merchant, "brand", { category: "NON_RETAIL" }),
    body: ({ of }) => ({ brands: [{ id: of("BRAND"), ...brand, category: "NON_RETAIL" }] }),
    reviewed: ["BRAND 2"],
  },
  {
    what: "the brand with a new logo",
    refused: { type: "BRAND" },
    edit: (merchant) => attachPhoto(merchant.actor, logo, "#336699"),
    body: ({ of, file }) => ({ brands: [{ id: of("BRAND"), ...brand, logo: { id: file(logo) } }] }),
    reviewed: ["BRAND 2"],
  },
  {
    what: "one of two networks",
    options: { social },
    refused: { type: "BRAND_SOCIAL_MEDIA", name: "INSTAGRAM" },
    edit: (merchant) => type(merchant, "social", { accounts: [...instagram, social[1]] }),
    body: ({ of }) => ({
      brands: [
        {
          id: of("BRAND"),
          social_media: [
            {
              id: of("BRAND_SOCIAL_MEDIA", "INSTAGRAM"),
              ...{ code: "INSTAGRAM", accounts: ["https://instagram.com/contoh.baru"] },
            },
          ],
        },
      ],
    }),
    reviewed: ["INSTAGRAM 2"],
  },
  {
    what: "one of two photos",
    options: { photos: 2 },
    refused: { type: "BRAND_PHOTO_PROOF", name: "Photo 2" },
    edit: (merchant) => attachPhoto(merchant.actor, photos, "#336699"),
    body: ({ of, file }) => ({
      brands: [
        { id: of("BRAND"), photo_proofs: [{ id: file(photos), entity_id: of("BRAND_PHOTO_PROOF", "Photo 2") }] },
      ],
    }),
    reviewed: ["Photo 2 2"],
  },
  {
    what: "a company's profile, which its brand does not share",
    options: { company: true },
    refused: { type: "BUSINESS" },
    edit: (merchant) => type(merchant, "profile", { name: "PT Nama Baru" }),
    body: () => ({ ...profile, name: "PT Nama Baru" }),
    reviewed: ["BUSINESS 2"],
  },
  {
    what: "one of two contacts",
    options: { company: true },
    refused: { type: "BUSINESS_CONTACT", name: "Sari Contoh" },
    edit: (merchant) => type(merchant, "contacts", person("a1", "Sari Contoh Wijaya")),
    body: ({ of }) => ({
      contacts: [
        {
          id: of("BUSINESS_CONTACT", "Sari Contoh"),
          ...{ name: "Sari Contoh Wijaya", email: "a1@merchant.test", ...phone },
          ...{ nationality: "ID", position: "FINANCE", primary: false },
          documents: [ktpOf(expect.any(String), "3372014101900001")],
        },
      ],
    }),
    reviewed: ["Sari Contoh Wijaya 2"],
  },
  {
    what: "one of several documents",
    options: { company: true },
    refused: { type: "BUSINESS_DOCUMENT", name: "AKTA_PENDIRIAN_PERUSAHAAN" },
    edit: (merchant) => attachPhoto(merchant.actor, akta, "#336699"),
    body: ({ of, file }) => ({
      documents: [
        {
          ...{ code: "AKTA_PENDIRIAN_PERUSAHAAN", category: "DOCUMENT", id: file(akta), forms: [] },
          entity_id: of("BUSINESS_DOCUMENT", "AKTA_PENDIRIAN_PERUSAHAAN"),
        },
      ],
    }),
    reviewed: ["AKTA_PENDIRIAN_PERUSAHAAN 2"],
  },
  {
    what: "only the number beside a document",
    options: { company: true },
    refused: { type: "BUSINESS_DOCUMENT", name: "NIB" },
    edit: (merchant) => typeBeside(merchant, nib, { NO_NIB: "3210987654321" }),
    body: ({ of, file }) => ({
      documents: [
        {
          ...{ code: "NIB", category: "DOCUMENT", id: file(nib), entity_id: of("BUSINESS_DOCUMENT", "NIB") },
          forms: [{ code: "NO_NIB", value: "3210987654321" }],
        },
      ],
    }),
    reviewed: ["NIB 2"],
  },
];
