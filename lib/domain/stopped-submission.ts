/** What staff may decide about a submission that stopped (contract section 4: after 24 hours or a conflict a person decides). */
import { z } from "zod";
import { seenSchema } from "./case-deeds";

/**
 * DOKU read the registration and refused it, so it is certain that no business exists (contract section 11), and the
 * same request would only be refused again: it is given back to the merchant. After any other failure DOKU may have it.
 */
export const isRefusal = (lastFailure: string | null | undefined) => lastFailure === "rejected";

/** Opaque (contract section 2): only what no id can hold is refused, and an id in the other one's place. */
const dokuIdSchema = (foreignPrefix: string) =>
  z
    .string()
    .trim()
    .min(1, { error: "required", abort: true })
    .regex(/^[\x21-\x7e]{1,100}$/, "dokuId.format")
    .refine((id) => !id.startsWith(foreignPrefix), "dokuId.swapped");

const confirmation = z.literal("on", { error: "confirmFirst" });
const applicationId = z.uuid();

/** The form "not registered at DOKU: give it back". */
export const giveBackSchema = z
  .object({ applicationId, seen: seenSchema, notRegistered: confirmation })
  .transform(({ applicationId, seen }) => ({ applicationId, seen, notRegistered: true }));

/** The form "DOKU has it: take over its ids". */
export const adoptRegistrationSchema = z
  .object({
    applicationId,
    seen: seenSchema,
    businessId: dokuIdSchema("BRN-"),
    brandId: dokuIdSchema("BSN-"),
    idsConfirmed: confirmation,
  })
  .transform(({ idsConfirmed: _, ...ids }) => ids);
export type AdoptedIds = Pick<z.output<typeof adoptRegistrationSchema>, "applicationId" | "businessId" | "brandId">;
export type AdoptRegistration = AdoptedIds & { seen?: number };
