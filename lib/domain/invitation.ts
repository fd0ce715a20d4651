/** What staff type to invite a merchant. */
import { z } from "zod";
import { emailSchema } from "./fields/email";
import { phoneSchema } from "./fields/phone";
import { requiredText } from "./fields/text";
import { businessTypes } from "./kinds";

/** A field that may stay empty, and is checked like any other once it is not. */
const blankOr = <O, S extends z.ZodType<O, string>>(schema: S) =>
  z
    .string()
    .transform((text) => (text.trim() === "" ? undefined : text))
    .pipe(schema.optional())
    .optional();

/** What the partner already knows about the business; the merchant finds it filled in and may change it. */
export const prefilledSchema = z.object({
  businessType: blankOr(z.string().pipe(z.enum(businessTypes, { error: "choose" }))),
  brandName: blankOr(requiredText({ max: 255 })),
  description: blankOr(requiredText({ max: 1023 })),
});

export const invitationSchema = z.object({
  /** The person who will fill in the application. */
  name: requiredText({ max: 255 }),
  email: emailSchema,
  phone: blankOr(phoneSchema),
  businessName: requiredText({ max: 255 }),
  /** The language of the mails to this person. */
  locale: z.enum(["id", "en"], { error: "choose" }),
  prefilled: prefilledSchema.optional(),
});
export type InvitationInput = z.input<typeof invitationSchema>;
export type Invitation = z.output<typeof invitationSchema>;

/** How long an invitation can be accepted. */
export const invitationDays = 14;
