import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/clock";
import { updateApplication } from "@/db/queries/applications";
import { insertAttempt, listLatestAttempts } from "@/db/queries/attempts";
import { listChangesIn, updateChange } from "@/db/queries/changes";
import { listFiles, markFileRemoved } from "@/db/queries/files";
import { deleteEntity, findEntity, listEntities, type StoredEntity, upsertEntity } from "@/db/queries/kyb";
import { findSubmission, type Submission, updateSubmission } from "@/db/queries/submissions";
import { emitAudit } from "../audit/emit";
import { isUnderWay } from "../domain/applications";
import { afterSending } from "../domain/section-life";
import type { CallbackType } from "../domain/sections";
import type { CorrectionTarget, Sent, TargetEntity } from "../domain/sent";
import { enqueue } from "../jobs/queue";
import { laterOf } from "../kyb/order";
import { settle } from "../kyb/settle";
import { changeApplication } from "../live/change-application";

type Arrived = { applicationId: string; submissionId: string; dokuTime: Date | null };

/**
 * DOKU may have decided before its answer reached us (a try that was lost, a repeat answered with 409): a verdict since
 * the first try is newer than our sending, and stays. A refusal that is still one is taken for the old one, which may
 * have been told again in other words; the reading that follows knows better.
 */
function isUntouched(entity: StoredEntity, sentAt: Date): boolean {
  return entity.state === "rejected" || entity.changedAt <= sentAt;
}

async function returnToReview(tx: Tx, arrived: Arrived, target: TargetEntity, sentAt: Date): Promise<void> {
  const { applicationId, dokuTime } = arrived;
  const entity = await findEntity(tx, applicationId, target.type, target.entityId);
  if (!entity) return;
  const isOurs = isUntouched(entity, sentAt);
  if (target.effect === "drop") {
    if (isOurs) await deleteEntity(tx, applicationId, target.type, target.entityId);
    return;
  }
  const state = afterSending(entity.state, entity.state === "rejected" ? "corrected" : "changed");
  // DOKU's word of before no longer holds, and its next one comes with the reading.
  const next = isOurs && state ? { state, rawStatus: "", notes: [], dokuTime: laterOf(dokuTime, entity.dokuTime) } : {};
  await upsertEntity(tx, applicationId, { ...entity, ...next, attempt: entity.attempt + 1 }, entity);
}

/** Of these the whole list is sent, and DOKU makes new entities of what is new in it. */
const renewedTypes: readonly CallbackType[] = ["BRAND_PHOTO_PROOF", "BRAND_SOCIAL_MEDIA"];

/**
 * What the attempt waits for: all of the section but what stays refused because it was not sent. So a refusal of what
 * DOKU had not decided yet, or had approved, is heard too, and it makes no odds which callbacks came before. Null is all.
 */
function entityIdsOf(type: CallbackType, target: CorrectionTarget, entities: readonly StoredEntity[]): string[] | null {
  const own = target.entities.filter((entity) => entity.type === type);
  if (own.length === 0 || renewedTypes.includes(type)) return null;
  const others = entities.filter((entity) => entity.type === type && entity.state !== "rejected");
  return [...new Set([...own, ...others].map(({ entityId }) => entityId))];
}

/** A new attempt for each section that was sent, with a clock of its own; services are waited for anew after a refusal. */
async function addAttempts(tx: Tx, { id, applicationId }: Submission, target: CorrectionTarget, sentAt: Date) {
  const latest = await listLatestAttempts(tx, applicationId);
  const entities = await listEntities(tx, applicationId);
  const services = entities.filter(({ type }) => type === "BRAND_PRODUCT");
  const granted = await listChangesIn(tx, applicationId, ["approved"]);
  const changed = granted.flatMap((one) => (target.changeIds.includes(one.id) ? [one.type as CallbackType] : []));
  const isWaiting = services.some(({ state }) => state !== "approved");
  const types: CallbackType[] = [
    ...target.types,
    ...(isWaiting && target.cause === "correction" ? (["BRAND_PRODUCT"] as const) : []),
  ];
  for (const type of types) {
    await insertAttempt(tx, applicationId, {
      type,
      attempt: (latest.get(type)?.attempt ?? 0) + 1,
      cause: changed.includes(type) ? "change" : target.cause,
      submissionId: id,
      sentAt,
      entityIds: entityIdsOf(type, target, entities),
      state: "in_review",
      notes: [],
      stateAt: sentAt,
    });
  }
}

/** Photos that gave way are out of use from now on; their content stays for the history. */
async function retireFiles(tx: Tx, applicationId: string, { newFileIds }: CorrectionTarget, sent: Sent): Promise<void> {
  const kept = new Set(sent.files.map(({ fileId }) => fileId));
  const slots = new Set(sent.files.flatMap(({ fileId, slotId }) => (newFileIds.includes(fileId) ? [slotId] : [])));
  for (const file of await listFiles(tx, applicationId)) {
    if (slots.has(file.slotId) && !kept.has(file.id)) await markFileRemoved(tx, file.id);
  }
}

/**
 * Records that DOKU has a correction, once: what it is about returns to review with a new clock, and a reading follows.
 */
export async function finishCorrection(arrived: Arrived): Promise<void> {
  const { applicationId, submissionId } = arrived;
  await changeApplication(applicationId, async (tx) => {
    const now = await databaseNow(tx);
    const submission = await findSubmission(tx, submissionId);
    if (!submission?.target || !submission.sent || !isUnderWay(submission.stage)) return;
    const { target, sent, firstSentAt } = submission;
    await updateSubmission(tx, submissionId, { stage: "done", finishedAt: now, nextTryAt: null, lastFailure: null });
    for (const entity of target.entities) await returnToReview(tx, arrived, entity, firstSentAt ?? now);
    await addAttempts(tx, submission, target, now);
    await retireFiles(tx, applicationId, target, sent);
    for (const changeId of target.changeIds) await updateChange(tx, changeId, { state: "sent", submissionId });
    const { profile, brand } = sent.answers;
    await updateApplication(tx, applicationId, { businessName: profile.name, brandName: brand.name });
    await emitAudit(tx, {
      applicationId,
      actor: { kind: "system" },
      action: "correction.arrived",
      detail: { attempt: submission.attempt, sections: target.types.join(" ") },
    });
    await settle(tx, applicationId, now);
    await enqueue(tx, "read-business", { applicationId, reason: "corrected" });
  });
}
