/**
 * Brings one submission to DOKU: uploads, then the registration or the correction, resumable after any crash (contract section 4).
 * The exact body bytes and their Request-Id are committed before the first try, so that every later try, also by
 * another process, is the same request and DOKU makes one business of them.
 */
import { randomUUID } from "node:crypto";
import { type Db, database } from "@/db/client";
import { databaseNow, sharedNow } from "@/db/clock";
import { findApplicationUnscoped, type OwnApplication } from "@/db/queries/applications";
import { markFileSent } from "@/db/queries/files";
import { leaseSubmission, type Submission, updateHeldSubmission } from "@/db/queries/submissions";
import { findWebhookTokens } from "@/db/queries/webhook-tokens";
import { updateBusiness } from "../doku/assumptions";
import type { Registration } from "../doku/registration";
import type { PreparedRequest } from "../doku/request";
import type { Correction } from "../doku/update";
import { dokuClient, dokuPauseMs } from "../doku-account";
import type { CorrectionTarget } from "../domain/sent";
import { env } from "../env";
import { changeApplication } from "../live/change-application";
import { announceChange } from "../live/changes";
import { errorKind, log } from "../log";
import { paths } from "../paths";
import { readBytes, storage } from "../storage/storage";
import { readApplicationForm } from "./application-form";
import { type CarriedFile, carriedFiles, registrationFiles } from "./carried-files";
import { finishCorrection } from "./finish-correction";
import { finishSubmission } from "./finish-submission";
import type { HeldSubmission } from "./held-submission";
import { isPastMemory, leaveToPerson, putOff } from "./put-off-submission";
import { waitForDoku } from "./wait-for-doku";

/** Longer than any single call may take; renewed before each call. */
const leaseMs = 90_000;
/** A job may start this much before the planned time, for the queue's times are rounded; later the sweep finds it. */
const earlyMs = 1_000;

const leaseEnd = async (db: Db) => new Date((await sharedNow(db)).getTime() + leaseMs);

class LeaseLost extends Error {}

/** Notes progress and renews the lease. Throws LeaseLost when another worker took over. */
async function note(held: HeldSubmission, change: Parameters<typeof updateHeldSubmission>[3]): Promise<void> {
  const { db } = await database();
  const leaseUntil = await leaseEnd(db);
  const { id, applicationId, lastFailure } = held.submission;
  // What waited for DOKU is on its way again, and its merchant reads so.
  const progress = lastFailure === "paused" ? { lastFailure: null, ...change } : change;
  if (!(await updateHeldSubmission(db, id, held.holder, { leaseUntil, ...progress }))) throw new LeaseLost();
  Object.assign(held.submission, progress);
  await changeApplication(applicationId, async () => {});
}

/** What the submission carries, as it was when it was pressed, with what DOKU has of it by now. */
async function carriedBy({ submission }: HeldSubmission) {
  const { db } = await database();
  if (!submission.sent) throw new Error("a submission without its content");
  const form = await readApplicationForm(db, submission.applicationId);
  return { sent: submission.sent, files: await carriedFiles(db, submission, submission.sent, form) };
}

async function uploadFiles(held: HeldSubmission): Promise<void> {
  const { db } = await database();
  const { files } = await carriedBy(held);
  const { target } = held.submission;
  // A correction counts what is new in it: what it only repeats is at DOKU already.
  const counts = (fileId: string) => target?.newFileIds.includes(fileId) ?? true;
  let filesSent = files.filter(({ file }) => file.dokuFileId && counts(file.id)).length;
  await note(held, { stage: "uploading", filesSent });
  for (const { file, slot } of files) {
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
    if (counts(file.id)) filesSent += 1;
    await note(held, { filesSent });
  }
}

/** A correction holds the parts that it is about, each under DOKU's id. */
function correctionOf(
  application: OwnApplication,
  target: CorrectionTarget,
  carried: readonly CarriedFile[],
  registration: Registration,
): Correction {
  const { address, bank, contacts, socialMedia } = target.ids;
  const replacedBy = carried.flatMap(({ file }) => {
    const replaced = target.replaces[file.id];
    return file.dokuFileId && replaced ? [[file.dokuFileId, replaced] as const] : [];
  });
  const { answers } = registration;
  const accounts = answers.social.accounts.filter(({ code }) => target.socialCodes.includes(code));
  return {
    ids: { businessId: application.dokuBusinessId ?? "", brandId: application.dokuBrandId },
    partIds: { address, bank, contacts, socialMedia, replacedBy: Object.fromEntries(replacedBy) },
    sections: target.types,
    registration: { ...registration, answers: { ...answers, social: { accounts } } },
  };
}

/** The stored request of an earlier try, or a new one, stored before it is used. */
async function prepare(held: HeldSubmission): Promise<PreparedRequest> {
  const { kind, requestId, requestPath, requestBody, applicationId, target } = held.submission;
  if (requestId && requestPath && requestBody !== null) {
    const method = kind === "correction" ? updateBusiness.method : "POST";
    return { requestId, method, path: requestPath, body: requestBody };
  }
  const { db } = await database();
  const { sent, files } = await carriedBy(held);
  const tokens = await findWebhookTokens(db, applicationId);
  const application = await findApplicationUnscoped(db, applicationId);
  if (!tokens || !application) throw new Error("a submission without its application");
  const callbackUrl = `${env().APP_URL}${paths.webhook(tokens.next ?? tokens.present)}`;
  const registration = { answers: sent.answers, files: registrationFiles(files), callbackUrl };
  const prepared = target
    ? held.doku.prepareUpdate({
        ...correctionOf(application, target, files, registration),
        movesCallbacks: tokens.next !== null,
      })
    : held.doku.prepareRegistration(registration);
  await note(held, { requestId: prepared.requestId, requestPath: prepared.path, requestBody: prepared.body });
  return prepared;
}

async function register(held: HeldSubmission): Promise<void> {
  const prepared = await prepare(held);
  const { submission } = held;
  const { db } = await database();
  await note(held, { stage: "registering", firstSentAt: submission.firstSentAt ?? (await databaseNow(db)) });
  if (submission.target) {
    const { dokuTime } = await held.doku.sendUpdate(prepared);
    await finishCorrection({ applicationId: submission.applicationId, submissionId: submission.id, dokuTime });
    return;
  }
  if (submission.kind === "lite") {
    const { businessId, brandIds } = await held.doku.sendLite(prepared);
    await finishSubmission({
      applicationId: submission.applicationId,
      submissionId: submission.id,
      businessId,
      brandId: brandIds[0] ?? null,
      // The answer has none (contract section 8); the reading brings it.
      sharedKey: null,
      provenBy: "answer",
    });
    return;
  }
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
    .then(async ({ db }) => updateHeldSubmission(db, submissionId, holder, { leaseUntil: await leaseEnd(db) }))
    .catch((error: unknown) => log.warn("lease.unrenewed", { submissionId, error: errorKind(error) }));
}

/** How the last try ended that reached for DOKU; waiting for it is none. */
const lastAnswer = ({ lastFailure }: Submission): string =>
  lastFailure && lastFailure !== "paused" ? lastFailure : "unknown_outcome";

/**
 * The job. Does nothing when the submission is finished, planned for later, or another worker has it; never throws for
 * DOKU's sake. While DOKU is left alone it waits without a try.
 */
export async function sendApplication(
  { submissionId }: { submissionId: string },
  { dueBy }: { dueBy?: Date } = {},
): Promise<void> {
  const { db } = await database();
  const pauseMs = await dokuPauseMs();
  if (pauseMs > 0) return await waitForDoku(submissionId, pauseMs);
  const holder = randomUUID();
  const now = await sharedNow(db);
  const due = dueBy ?? new Date(now.getTime() + earlyMs);
  const submission = await leaseSubmission(db, submissionId, holder, { now, dueBy: due, leaseMs });
  if (!submission) return;
  const doku = await dokuClient(submission.applicationId);
  // One upload with its tokens may outlast the lease, so it is renewed for as long as this worker lives.
  const renewal = setInterval(() => renewLease(submissionId, holder), leaseMs / 3);
  const isDecided = submission.stage === "queued";
  const held: HeldSubmission = { submission, holder, doku, wasSent: submission.firstSentAt !== null, isDecided };
  try {
    // Nothing may have run for days, and by then DOKU may make a second business of the same request.
    if (!isDecided && isPastMemory(submission, now)) return await leaveToPerson(held, lastAnswer(submission));
    // DOKU asks the merchant for everything else itself.
    if (submission.kind !== "lite") await uploadFiles(held);
    await register(held);
  } catch (error) {
    if (error instanceof LeaseLost) return;
    await putOff(held, error);
  } finally {
    clearInterval(renewal);
  }
  announceChange(submission.applicationId);
}
