/** The merchant's answers: one zod schema a part, shared by the form, the door and the verb. */
import * as z from "zod/mini";
import {
  brandCategories,
  contactPositions,
  readinessValues,
  socialMediaCodes,
  transactionFrequencies,
  transactionQuantities,
} from "./choices";
import { accountNumberSchema } from "./fields/account";
import { areaSchema } from "./fields/area";
import { cleanText } from "./fields/clean-text";
import { emailSchema } from "./fields/email";
import { messageOf } from "./fields/message";
import { phoneSchema } from "./fields/phone";
import { requiredText } from "./fields/text";
import { urlSchema } from "./fields/url";
import { businessTypes, legalEntitiesOf, nationalities } from "./kinds";

/** The four questions that decide which documents DOKU asks for. */
export const kindSchema = z
  .object({
    businessType: z.enum(businessTypes, { error: "choose" }),
    legalEntity: z.string({ error: "choose" }).check(z.minLength(1, "choose")),
    /** A code of DOKU's, also one that is newer than our list. Nobody's words: it stands in the clear and in the audit trail. */
    line: z.string({ error: "choose" }).check(z.regex(/^[A-Z_]{1,40}$/, "choose")),
    nationality: z.enum(nationalities, { error: "choose" }),
  })
  .check(
    z.refine((kind) => legalEntitiesOf[kind.businessType].includes(kind.legalEntity), {
      path: ["legalEntity"],
      error: "kind.legalEntityMismatch",
    }),
  );

export const profileSchema = z.object({
  name: requiredText({ max: 255 }),
  email: emailSchema,
  phone: phoneSchema,
  description: requiredText({ max: 1023 }),
  websiteReadiness: z.enum(readinessValues, { error: "choose" }),
  mobileAppReadiness: z.enum(readinessValues, { error: "choose" }),
});

export const brandSchema = z.object({
  name: requiredText({ max: 255 }),
  description: requiredText({ max: 1023 }),
  category: z.enum(brandCategories, { error: "choose" }),
  transactionFrequency: z.enum(transactionFrequencies, { error: "choose" }),
  transactionQuantity: z.enum(transactionQuantities, { error: "choose" }),
});

const maxSocialAccounts = 6;
const maxContacts = 10;

/** Optional as a whole: a shop without social media leaves the list empty. */
export const socialSchema = z.object({
  accounts: z
    .array(z.object({ code: z.enum(socialMediaCodes, { error: "choose" }), url: urlSchema }))
    .check(z.maxLength(maxSocialAccounts, messageOf("tooMany", { max: maxSocialAccounts }))),
});

export const addressSchema = z.object({
  area: areaSchema,
  street: requiredText({ max: 255 }),
});

export const contactSchema = z.object({
  /** `primary` for the first contact, a random key for the others; slots of files refer to it. */
  key: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/, "contacts.keys")),
  name: requiredText({ max: 255 }),
  email: emailSchema,
  phone: phoneSchema,
  nationality: z.enum(nationalities, { error: "choose" }),
  position: z.enum(contactPositions, { error: "choose" }),
});
/** One contact is `primary` and no two share a key: the slots of their files would fall together. */
export const contactsSchema = z.object({
  contacts: z.array(contactSchema).check(
    z.minLength(1, "contacts.none"),
    z.maxLength(maxContacts, messageOf("tooMany", { max: maxContacts })),
    z.refine((contacts) => new Set(contacts.map(({ key }) => key)).size === contacts.length, "contacts.keys"),
    z.refine((contacts) => contacts.length === 0 || contacts.some(({ key }) => key === "primary"), "contacts.keys"),
  ),
});

const maxBankName = 100;

const bankCode = /^\d{3}$/;

/** A bank's name follows from its code, unless we do not know that: beside a code that is missing the name is not missing too. */
const namedBank = z.refine<Record<"bankId" | "bankName", string>>(
  ({ bankId, bankName }) => !bankCode.test(bankId) || bankName !== "",
  { path: ["bankName"], error: "required" },
);

const bankFields = z.object({
  /** Three-digit Bank Indonesia code. */
  bankId: z.string({ error: "choose" }).check(z.trim(), z.regex(bankCode, "bank.code")),
  bankName: z.prefault(
    z
      .string({ error: "required" })
      .check(z.overwrite(cleanText), z.maxLength(maxBankName, messageOf("tooLong", { max: maxBankName }))),
    "",
  ),
  /** Empty where the bank has none that we know. */
  swiftCode: z
    .string({ error: "bank.swift" })
    .check(z.trim(), z.toUpperCase(), z.regex(/^([A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?)?$/, "bank.swift")),
  accountNumber: accountNumberSchema,
  accountName: requiredText({ max: 255 }),
});
export const bankSchema = bankFields.check(namedBank);

/** The parts of the business data, each its own task, form and autosaved draft. */
export const partSchemas = {
  kind: kindSchema,
  profile: profileSchema,
  brand: brandSchema,
  social: socialSchema,
  address: addressSchema,
  contacts: contactsSchema,
  bank: bankSchema,
} as const;
export type PartName = keyof typeof partSchemas;
export const partNames = Object.keys(partSchemas) as PartName[];
/** Parts shown under "business data", in order; `kind` belongs to the requirements step. */
export const businessParts = ["profile", "brand", "social", "address", "contacts", "bank"] as const;
export type BusinessPart = (typeof businessParts)[number];

export type PartInput<P extends PartName> = z.input<(typeof partSchemas)[P]>;
export type PartOutput<P extends PartName> = z.output<(typeof partSchemas)[P]>;
export type Kind = PartOutput<"kind">;

/** Values typed beside files, by slot id and form code, e.g. `{ "contact.primary.DOCUMENT.KTP": { NO_KTP: "..." } }`. */
export type SlotValues = Record<string, Record<string, string>>;

/** Every answer complete and normalised: what a registration is built from. */
export type Answers = { [P in PartName]: PartOutput<P> } & { slotValues: SlotValues };
