/**
 * Brings one submission to DOKU: uploads, then the registration, resumable after any crash (contract section 4).
 * The exact body bytes and their Request-Id are committed before the first try, so that every later try, also by
 * another process, is the same request and DOKU makes one business of them.
 */
import { randomUUID } from "node:crypto";
import { database } from "@/db/client";
import { findWebhookToken } from "@/db/queries/applications";
import { listFiles, markFileSent } from "@/db/queries/files";
import { leaseSubmission, updateHeldSubmission } from "@/db/queries/submissions";
import type { PreparedRequest } from "../doku/request";
import { dokuClient } from "../doku-account";
import { completeAnswers } from "../domain/progress";
import { env } from "../env";
import { changeApplication } from "../live/change-application";
import { announceChange } from "../live/changes";
import { errorKind, log } from "../log";
import { paths } from "../paths";
import { readBytes, storage } from "../storage/storage";
import { readApplicationForm } from "./application-form";
import { finishSubmission } from "./finish-submission";
import type { HeldSubmission } from "./held-submission";
import { neededFiles } from "./needed-files";
import { putOff } from "./put-off-submission";

/** Longer than any single call may take; renewed before each call. */
const leaseMs = 90_000;

class LeaseLost extends Error {}

/** Notes progress and renews the lease. Throws LeaseLost when another worker took over. */
async function note(held: HeldSubmission, change: Parameters<typeof updateHeldSubmission>[3]): Promise<void> {
  const { db } = await database();
  const leaseUntil = new Date(Date.now() + leaseMs);
  const { id, applicationId } = held.submission;
  if (!(await updateHeldSubmission(db, id, held.holder, { leaseUntil, ...change }))) throw new LeaseLost();
  Object.assign(held.submission, change);
  await changeApplication(applicationId, async () => {});
}

async function uploadFiles(held: HeldSubmission): Promise<void> {
  const { db } = await database();
  const { applicationId } = held.submission;
  const needed = neededFiles(await readApplicationForm(db, applicationId), await listFiles(db, applicationId));
  let filesSent = needed.filter(({ file }) => file.dokuFileId).length;
  await note(held, { stage: "uploading", filesSent });
  for (const { file, slot } of needed) {
    if (file.dokuFileId) continue;
    const extension = file.mediaType.split("/")[1]?.replace("jpeg", "jpg") ?? "bin";
    const { dokuFileId } = await held.doku.uploadFile({
      category: slot.requirement.category,
      code: slot.requirement.code,
      bytes: await readBytes(storage(), file.storageKey),
      // The name travels to DOKU, so it says nothing but the kind of file.
      fileName: `${(slot.requirement.code ?? slot.requirement.category).toLowerCase()}.${extension}`,
      mediaType: file.mediaType,
    });
    await markFileSent(db, file.id, dokuFileId);
    filesSent += 1;
    await note(held, { filesSent });
  }
}

/** The stored request of an earlier try, or a new one, stored before it is used. */
async function prepare(held: HeldSubmission): Promise<PreparedRequest> {
  const { requestId, requestPath, requestBody, applicationId } = held.submission;
  if (requestId && requestPath && requestBody !== null) {
    return { requestId, method: "POST", path: requestPath, body: requestBody };
  }
  const { db } = await database();
  const form = await readApplicationForm(db, applicationId);
  const complete = completeAnswers(form);
  const token = await findWebhookToken(db, applicationId);
  if (!complete.ok || !token) throw new Error("a submitted application is no longer complete");
  const files = neededFiles(form, await listFiles(db, applicationId)).flatMap(({ file, slot }) =>
    file.dokuFileId
      ? [{ slotId: slot.id, ...slot.requirement, contactKey: slot.contactKey, dokuFileId: file.dokuFileId }]
      : [],
  );
  const callbackUrl = `${env().APP_URL}${paths.webhook(token)}`;
  const prepared = held.doku.prepareRegistration({ answers: complete.answers, files, callbackUrl });
  await note(held, { requestId: prepared.requestId, requestPath: prepared.path, requestBody: prepared.body });
  return prepared;
}

async function register(held: HeldSubmission): Promise<void> {
  const prepared = await prepare(held);
  const { submission } = held;
  await note(held, { stage: "registering", firstSentAt: submission.firstSentAt ?? new Date() });
  const registered = await held.doku.sendRegistration(prepared);
  const brand = registered.brands[0];
  await finishSubmission({
    applicationId: submission.applicationId,
    submissionId: submission.id,
    businessId: registered.businessId,
    brandId: brand?.brandId ?? null,
    sharedKey: brand?.sharedKey ?? null,
    provenBy: "answer",
  });
}

function renewLease(submissionId: string, holder: string): void {
  database()
    .then(({ db }) => updateHeldSubmission(db, submissionId, holder, { leaseUntil: new Date(Date.now() + leaseMs) }))
    .catch((error: unknown) => log.warn("lease.unrenewed", { submissionId, error: errorKind(error) }));
}

/** The job. Does nothing when the submission is finished or another worker has it; never throws for DOKU's sake. */
export async function sendApplication({ submissionId }: { submissionId: string }): Promise<void> {
  const { db } = await database();
  const holder = randomUUID();
  const submission = await leaseSubmission(db, submissionId, holder, new Date(), leaseMs);
  if (!submission) return;
  // One upload with its tokens may outlast the lease, so it is renewed for as long as this worker lives.
  const renewal = setInterval(() => renewLease(submissionId, holder), leaseMs / 3);
  const held: HeldSubmission = { submission, holder, doku: dokuClient(submission.applicationId) };
  try {
    await uploadFiles(held);
    await register(held);
  } catch (error) {
    if (error instanceof LeaseLost) return;
    await putOff(held, error);
  } finally {
    clearInterval(renewal);
  }
  announceChange(submission.applicationId);
}
