/** What staff type to invite a merchant. */
import { z } from "zod";
import { emailSchema } from "./fields/email";
import { phoneSchema } from "./fields/phone";
import { requiredText } from "./fields/text";
import { businessTypes, legalEntitiesOf } from "./kinds";

/** A field that may stay empty, and is checked like any other once it is not. */
export const blankOr = <S extends z.core.$ZodType<unknown, string>>(schema: S) =>
  z
    .string()
    .transform((text) => (text.trim() === "" ? undefined : text))
    .pipe(z.optional(schema))
    .optional();

/** What the partner already knows about the business; the merchant finds it filled in and may change it. */
export const prefilledSchema = z
  .object({
    businessType: blankOr(z.string().pipe(z.enum(businessTypes, { error: "choose" }))),
    /** One of `legalEntitiesOf` its kind of business; a sole proprietor has but one. */
    legalEntity: blankOr(requiredText({ max: 50 })),
    brandName: blankOr(requiredText({ max: 255 })),
    description: blankOr(requiredText({ max: 1023 })),
    /** Street and number; postal code and district are chosen from DOKU's own list, by the merchant. */
    street: blankOr(requiredText({ max: 255 })),
  })
  .superRefine(({ businessType, legalEntity }, context) => {
    if (!legalEntity || (businessType && legalEntitiesOf[businessType].includes(legalEntity))) return;
    context.addIssue({ code: "custom", path: ["legalEntity"], message: "kind.legalEntityMismatch" });
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

/** How long an invitation can be accepted, counted from when it was sent last. */
export const invitationDays = 14;
/** The furthest day, from today, to which staff may extend one. */
export const longestExtensionDays = 90;

/**
 * waiting: its mail has left and nobody has opened it · unsent: the mail has not left · accepted: somebody came in ·
 * expired: past its date, which a new mail or a later date mends · revoked: taken back by staff, for good
 */
export const invitationStates = ["waiting", "unsent", "expired", "accepted", "revoked"] as const;
export type InvitationState = (typeof invitationStates)[number];

/** The same as the conditions of db/queries/invitations, which a test holds to this. */
export function invitationStateOf(
  invitation: { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date; sentAt: Date | null },
  now: Date,
): InvitationState {
  if (invitation.acceptedAt) return "accepted";
  if (invitation.revokedAt) return "revoked";
  if (invitation.expiresAt <= now) return "expired";
  return invitation.sentAt ? "waiting" : "unsent";
}

const dayMs = 24 * 3600_000;
/** Days are WIB's, which has no summer time. */
const wibMs = 7 * 3600_000;

/** The day in WIB as a date field writes it, such as `2026-12-05`. */
export const dayOf = (at: Date) => new Date(at.getTime() + wibMs).toISOString().slice(0, 10);

/** The last moment of a day in WIB. */
const endOfDay = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - wibMs + dayMs - 1);

/** The days to which an invitation may be extended now: tomorrow at the earliest. */
export function extensionDays(now: Date): { first: string; last: string } {
  return {
    first: dayOf(new Date(now.getTime() + dayMs)),
    last: dayOf(new Date(now.getTime() + longestExtensionDays * dayMs)),
  };
}

/** A day typed by staff, put out as its last moment; the range is of the moment at which it is parsed. */
export const untilSchema = z
  .string({ error: "required" })
  .min(1, { error: "required", abort: true })
  .refine((day) => z.iso.date().safeParse(day).success, { error: "invitationDay", abort: true })
  .refine(
    (day) => {
      const { first, last } = extensionDays(new Date());
      return day >= first && day <= last;
    },
    { error: "invitationDay" },
  )
  .transform(endOfDay);
