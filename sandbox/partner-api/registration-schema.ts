/** What a registration must look like: the fields and limits of section 8, and no others. */
import { z } from "zod";
import { brandCategories, readinessValues } from "@/lib/domain/choices";
import { businessTypes, legalEntitiesOf } from "@/lib/domain/kinds";

const required = "should not be empty";

function text(maxLength: number) {
  return z
    .string({ error: "must be a string" })
    .trim()
    .min(1, required)
    .max(maxLength, `must be at most ${maxLength} characters`);
}

const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(", ")}` });

const callingCode = z.string({ error: "must be a string" }).regex(/^\d{1,3}$/, "must be digits, e.g. 62");
const phoneNumber = z
  .string({ error: "must be a string" })
  .regex(/^\d{1,13}$/, "must be at most 13 digits")
  .refine((digits) => !digits.startsWith("0") && !/^628\d{8}/.test(digits), "must not begin with 0 or 62");
const email = z.email({ error: "must be an e-mail address" }).max(255, "must be at most 255 characters");
const fileId = text(128);
const file = z.looseObject({ id: fileId });

const form = z.looseObject({ code: text(64), value: text(255) });
export const documentSchema = z.looseObject({
  code: text(128),
  category: z.literal("DOCUMENT", { error: "must be DOCUMENT" }),
  id: fileId,
  forms: z.array(form).optional(),
});

export const contactSchema = z.looseObject({
  name: text(255),
  email: email.optional(),
  phone_calling_code: callingCode.optional(),
  phone_number: phoneNumber.optional(),
  nationality: text(64).optional(),
  position: text(64).optional(),
  primary: z.boolean({ error: "must be a boolean" }).optional(),
  owner_liveness: file.optional(),
  documents: z.array(documentSchema).optional(),
});

export const addressSchema = z.looseObject({
  area: text(255).refine(
    (area) => /^\d{5} - /.test(area) && area.split(" - ").length >= 5,
    "must be postal code - kelurahan - kecamatan - city - province",
  ),
  country: z.literal("ID", { error: "must be ID" }),
  name: text(255),
  primary: z.boolean({ error: "must be a boolean" }),
});

export const bankSchema = z.looseObject({
  account_name: text(255),
  account_number: z.string({ error: "must be a string" }).regex(/^\d{1,34}$/, "must be digits"),
  bank_id: z.string({ error: "must be a string" }).regex(/^\d{3}$/, "must be a 3-digit bank code"),
  bank_name: text(255),
  swift_code: z.string({ error: "must be a string" }).optional(),
  country: z.literal("ID", { error: "must be ID" }),
  currency: z.literal("IDR", { error: "must be IDR" }),
  documents: z
    .array(z.looseObject({ category: z.literal("BANK_ACCOUNT", { error: "must be BANK_ACCOUNT" }), id: fileId }))
    .optional(),
});

export const socialMediaSchema = z.looseObject({
  code: text(64),
  accounts: z.array(z.url({ error: "must be a URL" })).min(1, required),
});

export const brandFields = {
  name: text(255),
  description: text(1023),
  category: oneOf(brandCategories),
  transaction_frequency: text(64).optional(),
  transaction_quantity: text(64).optional(),
};

export const profileFields = {
  name: text(255),
  email,
  description: text(1023).optional(),
  phone_calling_code: callingCode,
  phone_number: phoneNumber,
  website_readiness: oneOf(readinessValues),
  mobile_app_readiness: oneOf(readinessValues),
};

const brandSchema = z.looseObject({
  ...brandFields,
  social_media: z.array(socialMediaSchema).optional(),
  photo_proofs: z.array(file, { error: required }).min(1, required),
  logo: file.optional(),
});

export const callbackUrl = z.url({ protocol: /^https?$/, error: "must be an http or https address" });

const exactlyOnePrimary = (list: { primary?: boolean }[]) => list.filter((item) => item.primary).length === 1;

export const registrationSchema = z.object({
  business: z
    .looseObject({
      type: oneOf(businessTypes),
      legal_entity: text(64),
      callback_url: callbackUrl,
      ...profileFields,
      brands: z.array(brandSchema, { error: required }).min(1, required),
      addresses: z
        .array(addressSchema, { error: required })
        .min(1, required)
        .refine(exactlyOnePrimary, "must have exactly one primary address"),
      contacts: z.array(contactSchema, { error: required }).min(1, required),
      documents: z.array(documentSchema).optional(),
      bank_account: bankSchema,
    })
    .superRefine((business, context) => {
      if (!legalEntitiesOf[business.type].includes(business.legal_entity)) {
        context.addIssue({ code: "custom", path: ["legal_entity"], message: "is unknown for this type" });
      }
      const brand = business.brands[0];
      if (business.type !== "PERSONAL" || !brand) return;
      if (brand.name !== business.name) {
        context.addIssue({ code: "custom", path: ["name"], message: "must equal the brand name for PERSONAL" });
      }
      if (business.description !== undefined && brand.description !== business.description) {
        context.addIssue({ code: "custom", path: ["description"], message: "must equal the brand's for PERSONAL" });
      }
    }),
});

/** One sentence a fault, beginning with the path of the field. */
export function faultsOf(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join(".") || "body"} ${issue.message}`);
}
