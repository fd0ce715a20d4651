"use server";

import { staffAction, staffFormAction } from "@/lib/action";
import { decideChange } from "@/lib/changes/decide-change";
import { adoptRegistration } from "@/lib/desk/adopt-registration";
import { reopenApplication } from "@/lib/desk/reopen-application";
import { retrySubmission } from "@/lib/desk/retry-submission";
import { onCaseSchema, onMerchantSchema } from "@/lib/domain/case-deeds";
import { decideChangeSchema } from "@/lib/domain/changes";
import { adoptRegistrationSchema, giveBackSchema } from "@/lib/domain/stopped-submission";
import { askDoku } from "@/lib/kyb/ask-doku";

/** Sends a stopped submission again. */
export const retry = staffAction("submission.retry", onCaseSchema, retrySubmission);

/** Gives a refused registration, or any correction that stopped, back to the merchant. */
export const reopen = staffAction("submission.retry", onCaseSchema, reopenApplication);

/** Gives back a registration that a person did not find at DOKU. */
export const giveBack = staffFormAction("submission.decide", giveBackSchema, reopenApplication);

/** Takes over the ids of a business that a person found at DOKU. */
export const adopt = staffFormAction("submission.decide", adoptRegistrationSchema, adoptRegistration);

/** Reads the business at DOKU now. */
export const askNow = staffAction("case.ask", onMerchantSchema, askDoku);

/** Allows or declines a change of approved data. */
export const decide = staffFormAction("change.decide", decideChangeSchema, decideChange);
