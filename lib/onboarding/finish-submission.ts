import type { Tx } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { findApplicationUnscoped, updateApplication } from "@/db/queries/applications";
import { findLatestSubmission, updateSubmission } from "@/db/queries/submissions";
import { emitAudit } from "../audit/emit";
import type { Actor, StaffActor } from "../domain/actor";
import { enqueue } from "../jobs/queue";
import { planMerchantMail } from "../kyb/plan-mail";
import { settle } from "../kyb/settle";
import { changeApplication } from "../live/change-application";

/**
 * `provenBy` is `callback` when a callback on our token named the business before the answer arrived, and `staff` when
 * a person found it at DOKU (contract section 4).
 */
export type Registration = {
  applicationId: string;
  submissionId: string;
  businessId: string;
  brandId: string | null;
  sharedKey: string | null;
} & ({ provenBy: "answer" | "callback" } | { provenBy: "staff"; actor: StaffActor });

function actorOf(registration: Registration): Actor {
  if (registration.provenBy === "staff") return registration.actor;
  return { kind: registration.provenBy === "callback" ? "webhook" : "system" };
}

/**
 * Records that DOKU has the business, once: the answer and a callback may both prove it, in any order; the second only
 * fills in what the first did not know. Runs in the caller's transaction, which holds the application's lock.
 */
export async function recordRegistration(tx: Tx, registration: Registration): Promise<void> {
  const { applicationId, submissionId, businessId, brandId, sharedKey, provenBy } = registration;
  const known = {
    ...(brandId ? { dokuBrandId: brandId } : {}),
    ...(sharedKey ? { sharedKey } : {}),
  };
  const application = await findApplicationUnscoped(tx, applicationId);
  if (application?.dokuBusinessId) {
    // An answer about another business than the proven one fills in nothing; the reading will tell.
    if (application.dokuBusinessId === businessId) await updateApplication(tx, applicationId, known);
  } else {
    const now = await sharedNow(tx);
    await updateApplication(tx, applicationId, {
      state: "submitted",
      dokuBusinessId: businessId,
      submittedAt: now,
      ...known,
    });
    await updateSubmission(tx, submissionId, { stage: "done", finishedAt: now, nextTryAt: null, lastFailure: null });
    await emitAudit(tx, {
      applicationId,
      actor: actorOf(registration),
      action: "application.registered",
      detail: { businessId, provenBy },
    });
    await settle(tx, applicationId, now);
    if (application)
      await planMerchantMail(tx, application, {
        occasion: "submitted",
        kind: application.way === "lite" ? "invited_by_doku" : "submitted",
        facts: {},
      });
  }
  await enqueue(tx, "read-business", { applicationId, reason: "registered" });
}

/** The same in a transaction of its own. */
export async function finishSubmission(registration: Registration): Promise<void> {
  await changeApplication(registration.applicationId, (tx) => recordRegistration(tx, registration));
}

/**
 * The submission that a callback may prove: the newest one, when its request was stored, and so perhaps sent, but not
 * answered. What DOKU said to a try does not count: a server before it may have answered in its place.
 */
export async function findUnansweredSubmission(tx: Tx, applicationId: string): Promise<string | null> {
  const latest = await findLatestSubmission(tx, applicationId);
  const wasSent = latest?.firstSentAt ?? latest?.requestId;
  return latest && wasSent && latest.stage !== "done" ? latest.id : null;
}
