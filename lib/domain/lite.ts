/** What staff type to have DOKU invite a merchant to its own dashboard (contract section 8, Create business lite). */
import type { z } from "zod";
import { phoneSchema } from "./fields/phone";
import { requiredText } from "./fields/text";
import { blankOr, invitationSchema } from "./invitation";

export const liteSchema = invitationSchema.pick({ name: true, email: true, businessName: true, locale: true }).extend({
  /** DOKU wants the number of the contact, so it may not stay empty here. */
  phone: phoneSchema,
  referralCode: blankOr(requiredText({ max: 64 })),
});
export type LiteInput = z.input<typeof liteSchema>;
export type Lite = z.output<typeof liteSchema>;
