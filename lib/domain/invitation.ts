/** What staff type to invite a merchant. */
import { z } from "zod";
import { emailSchema } from "./fields/email";
import { phoneSchema } from "./fields/phone";
import { requiredText } from "./fields/text";
import { businessTypes } from "./kinds";

const optionalText = (max: number) => z.union([z.literal(""), requiredText({ max })]).optional();

/** What the partner already knows about the business; the merchant finds it filled in and may change it. */
export const prefilledSchema = z.object({
  businessType: z.union([z.literal(""), z.enum(businessTypes, { error: "choose" })]).optional(),
  brandName: optionalText(255),
  description: optionalText(1023),
});

export const invitationSchema = z.object({
  /** The person who will fill in the application. */
  name: requiredText({ max: 255 }),
  email: emailSchema,
  phone: z.union([z.literal(""), phoneSchema]).optional(),
  businessName: requiredText({ max: 255 }),
  /** The language of the mails to this person. */
  locale: z.enum(["id", "en"], { error: "choose" }),
  prefilled: prefilledSchema.optional(),
});
export type InvitationInput = z.input<typeof invitationSchema>;
export type Invitation = z.output<typeof invitationSchema>;

/** How long an invitation can be accepted. */
export const invitationDays = 14;
