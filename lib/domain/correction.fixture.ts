/** Two invented merchants whom DOKU has, for tests of corrections: a company with two contacts, and a person. */
import type { Answers, BusinessPart } from "./business";
import { type OpenEntity, openEntities, type RefEntity } from "./correction";
import type { CorrectionInput } from "./correction-plan";
import type { ApplicationForm } from "./progress";
import { type FileCategory, type Requirement, type RequirementPlace, slotId } from "./requirements";
import type { CallbackType, EntityState } from "./sections";
import type { Sent } from "./sent";

type Asked = { place: RequirementPlace; category: FileCategory; code?: string; mandatory?: boolean; form?: string };

function requirement({ place, category, code = "", mandatory = true, form }: Asked): Requirement {
  const forms = form ? [{ code: form, name: form, mandatory: true }] : [];
  const file = { name: code || category, extensions: ["JPG"], maxBytes: 1_000_000 };
  return { place, category, code: code || null, mandatory, forms, ...file };
}

export const requirements = [
  requirement({ place: "contact", category: "DOCUMENT", code: "KTP", form: "NO_KTP" }),
  requirement({ place: "contact", category: "OWNER_LIVENESS" }),
  requirement({ place: "business", category: "DOCUMENT", code: "NIB", form: "NO_NIB" }),
  requirement({ place: "business", category: "DOCUMENT", code: "AKTA" }),
  requirement({ place: "business", category: "DOCUMENT", code: "NPWP", form: "NO_NPWP", mandatory: false }),
  requirement({ place: "bank_account", category: "BANK_ACCOUNT" }),
  requirement({ place: "brand", category: "PHOTO_PROOF" }),
  requirement({ place: "brand", category: "LOGO", mandatory: false }),
];

export const slots = {
  ktp: "contact.primary.DOCUMENT.KTP",
  otherKtp: "contact.c-2.DOCUMENT.KTP",
  selfie: "contact.primary.OWNER_LIVENESS",
  nib: "business.DOCUMENT.NIB",
  akta: "business.DOCUMENT.AKTA",
  npwp: "business.DOCUMENT.NPWP",
  bank: slotId({ place: "bank_account", category: "BANK_ACCOUNT", code: null }, null),
  photo: "brand.PHOTO_PROOF",
  logo: "brand.LOGO",
};

const profile = {
  name: "Toko Contoh",
  email: "toko@contoh.id",
  phone: "81234567890",
  description: "Menjual barang kelontong",
  websiteReadiness: "DONT_HAVE" as const,
  mobileAppReadiness: "DONT_HAVE" as const,
};
const contact = { phone: "81234567890", nationality: "ID" as const, position: "OWNER" as const };

const companyAnswers: Answers = {
  kind: { businessType: "CORPORATE", legalEntity: "PT", line: "FOOD_AND_BEVERAGE", nationality: "ID" },
  profile,
  brand: {
    name: "Kopi Contoh",
    description: "Kedai kopi",
    category: "RETAIL",
    transactionFrequency: "UMI",
    transactionQuantity: "UP_TO_100",
  },
  social: {
    accounts: [
      { code: "INSTAGRAM", url: "https://instagram.com/contoh" },
      { code: "FACEBOOK", url: "https://facebook.com/contoh" },
      { code: "TIKTOK", url: "https://tiktok.com/@contoh" },
    ],
  },
  address: { area: "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat", street: "Jalan Melati 1" },
  contacts: {
    contacts: [
      { key: "primary", name: "Tini Contoh", email: "tini@contoh.id", ...contact },
      { key: "c-2", name: "Budi Contoh", email: "budi@contoh.id", ...contact },
    ],
  },
  bank: {
    bankId: "014",
    bankName: "BCA",
    swiftCode: "CENAIDJA",
    accountNumber: "1234567890",
    accountName: "PT Toko Contoh",
  },
  slotValues: {
    [slots.ktp]: { NO_KTP: "3372014101900001" },
    [slots.otherKtp]: { NO_KTP: "3372011501850002" },
    [slots.nib]: { NO_NIB: "1234567890123" },
  },
};

export const companySent: Sent = {
  answers: companyAnswers,
  files: [
    { fileId: "f-ktp", slotId: slots.ktp },
    { fileId: "f-ktp-2", slotId: slots.otherKtp },
    { fileId: "f-selfie", slotId: slots.selfie },
    { fileId: "f-nib", slotId: slots.nib },
    { fileId: "f-akta", slotId: slots.akta },
    { fileId: "f-bank", slotId: slots.bank },
    { fileId: "f-photo-1", slotId: slots.photo },
    { fileId: "f-photo-2", slotId: slots.photo },
    { fileId: "f-photo-3", slotId: slots.photo },
  ],
};

const { [slots.otherKtp]: _, [slots.nib]: __, ...ownValues } = companyAnswers.slotValues;
export const personSent: Sent = {
  answers: {
    ...companyAnswers,
    kind: { businessType: "PERSONAL", legalEntity: "PERSEORANGAN", line: "RETAIL", nationality: "ID" },
    brand: { ...companyAnswers.brand, name: profile.name, description: profile.description },
    contacts: { contacts: companyAnswers.contacts.contacts.slice(0, 1) },
    slotValues: ownValues,
  },
  files: companySent.files.filter(({ slotId: id }) => !id.startsWith("business.") && id !== slots.otherKtp),
};

/** DOKU's entities of the company, with our keys; a person's are told by type and id too. */
const known: [CallbackType, string, string | null][] = [
  ["BUSINESS", "BSN-1", null],
  ["BUSINESS_CONTACT", "CTC-1", "primary"],
  ["BUSINESS_CONTACT", "CTC-2", "c-2"],
  ["BUSINESS_ADDRESS", "ADR-1", null],
  ["BUSINESS_DOCUMENT", "DOC-NIB", slots.nib],
  ["BUSINESS_DOCUMENT", "DOC-AKTA", slots.akta],
  ["BUSINESS_BANK", "BNK-1", null],
  ["BRAND", "BRN-1", null],
  ["BRAND_SOCIAL_MEDIA", "SCM-IG", "INSTAGRAM"],
  ["BRAND_SOCIAL_MEDIA", "SCM-FB", "FACEBOOK"],
  ["BRAND_SOCIAL_MEDIA", "SCM-TT", "TIKTOK"],
  ["BRAND_PHOTO_PROOF", "PHP-1", "f-photo-1"],
  ["BRAND_PHOTO_PROOF", "PHP-2", "f-photo-2"],
  ["BRAND_PHOTO_PROOF", "PHP-3", "f-photo-3"],
  ["BRAND.OPERATIONAL_STATUS", "BRN-1", null],
  ["BRAND_PRODUCT", "QRIS", null],
];

/** All of them, approved but the refused ones, which are named by id (a type for the headline's namesake). */
export function entitiesWith(states: Record<string, EntityState>, unnamed: readonly string[] = []): RefEntity[] {
  return known.map(([type, entityId, ref]) => ({
    type,
    entityId,
    ref: unnamed.includes(entityId) ? null : ref,
    name: null,
    notes: [],
    state: (type === "BRAND.OPERATIONAL_STATUS" ? undefined : states[entityId]) ?? states[type] ?? "approved",
  }));
}

export function refused(ids: readonly string[], unnamed: readonly string[] = []): RefEntity[] {
  return entitiesWith(Object.fromEntries(ids.map((id) => [id, "rejected" as const])), unnamed);
}
export const openOf = (ids: readonly string[], unnamed: readonly string[] = []): OpenEntity[] =>
  openEntities(refused(ids, unnamed), []);

export type Working = {
  parts?: Partial<Record<BusinessPart, Record<string, unknown>>>;
  slotValues?: Answers["slotValues"];
  /** New files, beside those that DOKU has. */
  files?: { id: string; slotId: string }[];
};

/** The working copy as it is after the registration, with what the merchant has changed since. */
export function formOf(sent: Sent, { parts, slotValues, files }: Working = {}): ApplicationForm {
  const part = <P extends keyof typeof sent.answers>(name: P) => ({
    values: { ...(sent.answers[name] as object), ...(name === "kind" ? {} : parts?.[name as BusinessPart]) },
    completedAt: new Date(0),
  });
  return {
    kind: sent.answers.kind,
    parts: {
      kind: part("kind"),
      profile: part("profile"),
      brand: part("brand"),
      social: part("social"),
      address: part("address"),
      contacts: part("contacts"),
      bank: part("bank"),
    },
    requirements:
      sent.answers.kind.businessType === "PERSONAL"
        ? requirements.filter(({ place }) => place !== "business")
        : requirements,
    files: [...sent.files, ...(files ?? [])].map((file) => ({ slotId: file.slotId })),
    slotValues: { ...sent.answers.slotValues, ...slotValues },
  };
}

export function inputFor(sent: Sent, open: readonly OpenEntity[], working: Working = {}): CorrectionInput {
  const had = sent.files.map(({ fileId, slotId: id }) => ({ id: fileId, slotId: id }));
  return { sent, form: formOf(sent, working), files: [...had, ...(working.files ?? [])], open };
}

/** The contacts of the company with one changed. */
export function contactsWith(key: string, change: Record<string, string>) {
  const contacts = companyAnswers.contacts.contacts.map((one) => (one.key === key ? { ...one, ...change } : one));
  return { contacts };
}
