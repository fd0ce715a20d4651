"use server";

import { z } from "zod";
import { staffAction, staffFormAction } from "@/lib/action";
import { adoptRegistration } from "@/lib/desk/adopt-registration";
import { reopenApplication } from "@/lib/desk/reopen-application";
import { resendInvitation } from "@/lib/desk/resend-invitation";
import { retrySubmission } from "@/lib/desk/retry-submission";
import { adoptRegistrationSchema, giveBackSchema } from "@/lib/domain/stopped-submission";

const onMerchant = z.object({ applicationId: z.uuid() });

/** Sends a stopped submission again. */
export const retry = staffAction(onMerchant, retrySubmission);

/** Gives a refused registration back to the merchant. */
export const reopen = staffAction(onMerchant, reopenApplication);

/** Gives back a registration that a person did not find at DOKU. */
export const giveBack = staffFormAction(giveBackSchema, reopenApplication);

/** Takes over the ids of a business that a person found at DOKU. */
export const adopt = staffFormAction(adoptRegistrationSchema, adoptRegistration);

/** Sends the invitation again, with a new link. */
export const resend = staffAction(onMerchant, resendInvitation);
