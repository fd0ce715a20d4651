import { database, type Tx } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { updateApplication } from "@/db/queries/applications";
import { clearFileSent, listFiles, markFileRemoved, type StoredFile } from "@/db/queries/files";
import { type Submission, updateHeldSubmission } from "@/db/queries/submissions";
import { emitAudit } from "../audit/emit";
import { registrationRetryHours } from "../doku/assumptions";
import { cappedRetryAfter } from "../doku/breaker";
import { DokuError } from "../doku/failure";
import { refusedFileIds } from "../doku/refused-files";
import { dokuAccount, isAccountRefused } from "../doku-account";
import { isDokuPaused } from "../doku-breaker";
import { AppError } from "../errors";
import { enqueue } from "../jobs/queue";
import { changeApplication } from "../live/change-application";
import { errorKind, log } from "../log";
import type { HeldSubmission } from "./held-submission";
import { dueAfterPause } from "./wait-for-doku";

const firstDelaySeconds = 2;
const longestDelaySeconds = 900;
/** A fault of our own that lasts this many tries needs a person. */
const maxInternalFaults = 10;
/** What lies outside is tried so often before it ends: some hours, however long it waited without a try. */
const fewestOutsideTries = 20;

/** Seconds until the next try: doubled each time, with jitter so that a recovered DOKU is not hit by all at once. */
export function delayAfter(tries: number, retryAfterMs: number | null, random = Math.random()): number {
  const backoff = Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** Math.min(tries, 10));
  return Math.max(Math.ceil(backoff * (0.75 + random / 2)), Math.ceil(cappedRetryAfter(retryAfterMs) / 1000));
}

const limitMs = registrationRetryHours * 3_600_000;

/** Whether DOKU may have forgotten the Request-Id of a request that it may have carried out (contract section 4). */
export function isPastMemory({ firstSentAt }: Pick<Submission, "firstSentAt">, now: Date): boolean {
  return firstSentAt !== null && now.getTime() - firstSentAt.getTime() > limitMs;
}

/** Files that DOKU's refusal names. */
async function refusedFiles({ submission }: HeldSubmission, error: DokuError): Promise<StoredFile[]> {
  const { db } = await database();
  const sent = (await listFiles(db, submission.applicationId)).filter((file) => file.dokuFileId);
  const ids = sent.flatMap((file) => file.dokuFileId ?? []);
  const refused = refusedFileIds(error, submission.requestBody ?? "", ids);
  return sent.filter((file) => refused.includes(file.dokuFileId ?? ""));
}

/**
 * `isOutside`: nothing but DOKU, the partner's set-up or the storage of files is in the way, which may last, and is worth waiting for.
 * `isUnknown`: DOKU may have carried it out. `refused`: files to upload again, in a new request.
 */
type Failure = {
  kind: string;
  retry: boolean;
  retryAfterMs: number | null;
  isOutside: boolean;
  isUnknown: boolean;
  refused: readonly StoredFile[];
};

async function judge(held: HeldSubmission, error: unknown): Promise<Failure> {
  const { tries, lastFailure } = held.submission;
  // Where the files lie is away for now, before anything was sent with this try.
  if (error instanceof AppError && error.code === "unavailable") {
    return { kind: "storage", retry: true, retryAfterMs: null, isOutside: true, isUnknown: false, refused: [] };
  }
  // A fault of our own is tried again like an unreachable DOKU; the log has its kind.
  if (!(error instanceof DokuError)) {
    const retry = lastFailure !== "internal" || tries < maxInternalFaults;
    return { kind: "internal", retry, retryAfterMs: null, isOutside: false, isUnknown: true, refused: [] };
  }
  const { kind, retryAfterMs, outcomeUnknown: isUnknown } = error;
  const refused = lastFailure === "file_refused" ? [] : await refusedFiles(held, error);
  const isRefusedRepeat = kind === "rejected" && held.submission.target === null;
  if (held.wasSent && (refused.length > 0 || isRefusedRepeat)) {
    // This try is refused, by DOKU or by what stands before it, and nobody knows what came of an earlier one: a new request may
    // make a second business.
    return { kind: "unknown_outcome", retry: false, retryAfterMs, isOutside: false, isUnknown: true, refused: [] };
  }
  if (refused.some(({ contentDeletedAt }) => contentDeletedAt !== null)) {
    // Its days here are over, so it cannot be uploaded again: the merchant is asked for a new one.
    return { kind: "file_gone", retry: false, retryAfterMs, isOutside: false, isUnknown: false, refused };
  }
  if (refused.length > 0) {
    // DOKU refused, so nothing was registered, and the body changes with the new file ids: a new request.
    return { kind: "file_refused", retry: true, retryAfterMs, isOutside: false, isUnknown: false, refused };
  }
  // Wrong credentials are the partner's to mend; until then it is worth asking again, slowly.
  const isOutside = error.retryable || kind === "auth";
  // A repeat may say what the first answer did not; what contradicts itself twice only a person can look into.
  const mayClear = isUnknown && lastFailure !== kind;
  return { kind, retry: isOutside || mayClear, retryAfterMs, isOutside, isUnknown, refused };
}

/** Whether others meet the same just now, of which staff read at the desk: DOKU left alone, or the account refused. */
async function isEverybodys({ applicationId }: Submission, kind: string): Promise<boolean> {
  if (kind === "auth") return await isAccountRefused({ besides: applicationId });
  // Told to wait for its own sake, it holds up everybody for a while itself.
  return kind !== "rate_limited" && (await isDokuPaused((await dokuAccount()).baseUrl));
}

/**
 * What nobody can wait out ends with a person after twice the hours of DOKU's memory, and so does what only this merchant meets.
 * Refused files and faults of our own have ends of their own, and begin to count when they happen, not when the merchant sent.
 */
async function isTooOld(submission: Submission, { kind, isOutside, refused }: Failure, now: Date): Promise<boolean> {
  if (kind === "internal" || refused.length > 0) return false;
  if (now.getTime() - submission.createdAt.getTime() <= 2 * limitMs) return false;
  return !isOutside || (submission.tries >= fewestOutsideTries && !(await isEverybodys(submission, kind)));
}

/** How often it was tried in a row: waiting for DOKU is no try, and a fault of our own is counted by itself. */
function triesAfter({ tries, lastFailure }: Submission, kind: string): number {
  if (kind === "paused") return tries;
  return kind === "internal" && lastFailure !== "internal" ? 1 : tries + 1;
}

/** Takes files out of use that neither DOKU nor we have any more, so that their places ask for new ones. */
async function dropGone(tx: Tx, refused: readonly StoredFile[]): Promise<void> {
  for (const { id, dokuFileId, contentDeletedAt } of refused) {
    if (!contentDeletedAt || !dokuFileId) continue;
    await clearFileSent(tx, id, dokuFileId);
    await markFileRemoved(tx, id);
  }
}

/** Stops, and asks for a person. Nothing the merchant gave is lost. */
export async function leaveToPerson(
  held: HeldSubmission,
  failure: string,
  refused: readonly StoredFile[] = [],
): Promise<void> {
  const { id, applicationId, tries } = held.submission;
  await changeApplication(applicationId, async (tx) => {
    const lease = { leaseUntil: null, leaseHolder: null };
    const change = { stage: "attention" as const, lastFailure: failure, nextTryAt: null, ...lease };
    if (!(await updateHeldSubmission(tx, id, held.holder, change))) return;
    await updateApplication(tx, applicationId, { state: "attention" });
    await dropGone(tx, refused);
    // What came of a correction DOKU can be asked, though not by its Request-Id.
    if (held.submission.target) await enqueue(tx, "read-business", { applicationId, reason: "corrected" });
    await emitAudit(tx, {
      applicationId,
      actor: { kind: "system" },
      action: "submission.stopped",
      detail: { failure, tries },
    });
  });
}

async function planNext(held: HeldSubmission, failure: Failure): Promise<void> {
  const { submission, holder, wasSent, isDecided } = held;
  const { kind, retryAfterMs, isUnknown, refused } = failure;
  const isPaused = kind === "paused";
  const delay = delayAfter(submission.tries, retryAfterMs);
  const isAnew = refused.length > 0;
  await changeApplication(submission.applicationId, async (tx) => {
    const now = await sharedNow(tx);
    const change = {
      lastFailure: kind,
      leaseUntil: null,
      leaseHolder: null,
      tries: triesAfter(submission, kind),
      nextTryAt: isPaused ? dueAfterPause(retryAfterMs ?? 0, now) : new Date(now.getTime() + delay * 1000),
      ...(isAnew ? { requestId: null, requestPath: null, requestBody: null } : {}),
      // What DOKU surely did not carry out needs no memory of DOKU's.
      ...(isAnew || (!wasSent && !isUnknown) ? { firstSentAt: null } : {}),
      ...(isPaused && isDecided ? { stage: "queued" as const } : {}),
    };
    // Whoever has it now knows more than this try.
    if (!(await updateHeldSubmission(tx, submission.id, holder, change))) return;
    for (const { id, dokuFileId } of refused) if (dokuFileId) await clearFileSent(tx, id, dokuFileId);
    if (isPaused) return;
    await enqueue(tx, "send-application", { submissionId: submission.id }, { startAfterSeconds: delay });
  });
}

/** After a failed try: plans the next one, or stops and asks for a person. Nothing the merchant gave is lost either way. */
export async function putOff(held: HeldSubmission, error: unknown): Promise<void> {
  const { submission } = held;
  const now = await sharedNow((await database()).db);
  const failure = await judge(held, error);
  const isPaused = failure.kind === "paused";
  const isForgotten = failure.refused.length === 0 && isPastMemory(submission, now);
  const retry = isPaused || (failure.retry && !isForgotten && !(await isTooOld(submission, failure, now)));
  log.warn("submission.failed", {
    submissionId: submission.id,
    failure: failure.kind,
    error: errorKind(error),
    tries: submission.tries,
    retry,
  });
  if (retry) await planNext(held, failure);
  else await leaveToPerson(held, failure.kind, failure.refused);
}
