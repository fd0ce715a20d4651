import type { Tx } from "@/db/client";
import { isOtherBrandKnown } from "@/db/queries/desk";
import { isOtherBusinessKnown } from "@/db/queries/kyb";
import { findLatestSubmission } from "@/db/queries/submissions";
import type { StaffActor } from "../domain/actor";
import type { FieldIssue } from "../domain/results";
import { type AdoptedIds, type AdoptRegistration, isRefusal } from "../domain/stopped-submission";
import { conflict, refused } from "../errors";
import { changeApplication } from "../live/change-application";
import { recordRegistration } from "../onboarding/finish-submission";
import { requireUnchanged } from "./require-unchanged";

async function takenIds(tx: Tx, { applicationId, businessId, brandId }: AdoptedIds): Promise<FieldIssue[]> {
  const key = "dokuId.taken";
  return [
    ...((await isOtherBusinessKnown(tx, applicationId, businessId)) ? [{ path: "businessId", key }] : []),
    ...((await isOtherBrandKnown(tx, applicationId, brandId)) ? [{ path: "brandId", key }] : []),
  ];
}

/**
 * A person found the business at DOKU, whose answer never arrived: its ids are taken over, the submission is done, and
 * a reading of Get business data follows (contract section 4: there is no look-up by our own reference).
 * @throws AppError conflict "decidedMeanwhile" · conflict "cannotAdopt" when nothing is stopped or DOKU refused the registration · refused with issues
 * on `businessId` and `brandId` when another merchant has them
 */
export async function adoptRegistration({
  actor,
  input,
}: {
  actor: StaffActor;
  input: AdoptRegistration;
}): Promise<void> {
  await changeApplication(input.applicationId, async (tx, application) => {
    requireUnchanged(application, input.seen);
    const latest = await findLatestSubmission(tx, application.id);
    const isOpen = latest?.kind !== "correction" && !isRefusal(latest?.lastFailure);
    if (application.state !== "attention" || !latest || !isOpen) throw conflict("cannotAdopt");
    const taken = await takenIds(tx, input);
    if (taken.length > 0) throw refused("checkFields", taken);
    await recordRegistration(tx, { ...input, submissionId: latest.id, sharedKey: null, provenBy: "staff", actor });
  });
}
