"use server";

import { z } from "zod";
import { staffAction } from "@/lib/action";
import { reopenApplication } from "@/lib/desk/reopen-application";
import { resendInvitation } from "@/lib/desk/resend-invitation";
import { retrySubmission } from "@/lib/desk/retry-submission";

const onMerchant = z.object({ applicationId: z.uuid() });

/** Sends a stopped submission again. */
export const retry = staffAction(onMerchant, retrySubmission);

/** Gives a refused registration back to the merchant. */
export const reopen = staffAction(onMerchant, reopenApplication);

/** Sends the invitation again, with a new link. */
export const resend = staffAction(onMerchant, resendInvitation);
