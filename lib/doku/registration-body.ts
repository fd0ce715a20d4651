/** The body of a registration as DOKU takes it (contract section 8): checked before it is kept, since it is sent as it is. */
import { z } from "zod";

const text = (max: number) => z.string().trim().min(1).max(max);
const digits = (min: number, max: number) => z.string().regex(new RegExp(`^\\d{${min},${max}}$`));
const phone = { phone_calling_code: digits(1, 3), phone_number: digits(1, 13) };
const file = z.strictObject({ id: text(255) });
/** `entity_id` is in corrections only: the entity that this file takes the place of. */
const replaced = { entity_id: text(255).optional() };

export const documentBodySchema = z.strictObject({
  code: text(255),
  category: z.literal("DOCUMENT"),
  id: text(255),
  forms: z.array(z.strictObject({ code: text(255), value: text(1023) })),
  ...replaced,
});
export type DocumentBody = z.infer<typeof documentBodySchema>;

export const profileBodySchema = z.strictObject({
  name: text(255),
  email: z.email(),
  description: text(1023),
  ...phone,
  website_readiness: text(40),
  mobile_app_readiness: text(40),
});

export const brandFieldsBodySchema = z.strictObject({
  name: text(255),
  description: text(1023),
  category: text(40),
  transaction_frequency: text(40),
  transaction_quantity: text(40),
});

export const socialBodySchema = z.strictObject({ code: text(40), accounts: z.array(text(255)).min(1) });
export const photoBodySchema = z.strictObject({ id: text(255), ...replaced });

export const addressBodySchema = z.strictObject({
  area: text(255),
  country: z.literal("ID"),
  name: text(255),
  primary: z.boolean(),
});

export const contactBodySchema = z.strictObject({
  name: text(255),
  email: z.email(),
  ...phone,
  nationality: text(40),
  position: text(40),
  primary: z.boolean(),
  owner_liveness: file.optional(),
  documents: z.array(documentBodySchema),
});

export const bankBodySchema = z.strictObject({
  account_name: text(255),
  account_number: text(40),
  bank_id: digits(3, 3),
  bank_name: text(255),
  swift_code: text(11).optional(),
  country: z.literal("ID"),
  currency: z.literal("IDR"),
  documents: z.array(z.strictObject({ category: z.literal("BANK_ACCOUNT"), id: text(255) })),
});

export const brandBodySchema = brandFieldsBodySchema.extend({
  social_media: z.array(socialBodySchema),
  photo_proofs: z.array(photoBodySchema),
  logo: file.optional(),
});

const callbackUrl = z.url({ protocol: /^https?$/ });

export const registrationBodySchema = z.strictObject({
  business: profileBodySchema.extend({
    type: text(40),
    legal_entity: text(40),
    callback_url: callbackUrl,
    brands: z.array(brandBodySchema).length(1),
    addresses: z.array(addressBodySchema).length(1),
    contacts: z.array(contactBodySchema).min(1),
    documents: z.array(documentBodySchema),
    bank_account: bankBodySchema,
    service_agreement: file.optional(),
  }),
});
export type RegistrationBody = z.infer<typeof registrationBodySchema>;

const entityId = { id: text(255) };

/** A correction: the corrected parts only, each with the id that DOKU gave it (contract section 2, A `update-body`). */
export const updateBodySchema = z.strictObject({
  business: profileBodySchema.partial().extend({
    id: text(255),
    callback_url: callbackUrl.optional(),
    addresses: z.array(addressBodySchema.extend(entityId)).optional(),
    contacts: z.array(contactBodySchema.extend(entityId)).optional(),
    documents: z.array(documentBodySchema).optional(),
    bank_account: bankBodySchema.extend(entityId).optional(),
    brands: z
      .array(
        brandFieldsBodySchema.partial().extend({
          ...entityId,
          social_media: z.array(socialBodySchema.extend({ id: text(255).optional() })).optional(),
          photo_proofs: z.array(photoBodySchema).optional(),
          logo: file.optional(),
        }),
      )
      .optional(),
  }),
});
export type UpdateBody = z.infer<typeof updateBodySchema>;
