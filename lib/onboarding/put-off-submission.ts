import { database } from "@/db/client";
import { updateApplication } from "@/db/queries/applications";
import { clearFileSent, listFiles } from "@/db/queries/files";
import { updateHeldSubmission } from "@/db/queries/submissions";
import { emitAudit } from "../audit/emit";
import { registrationRetryHours } from "../doku/assumptions";
import { DokuError } from "../doku/failure";
import { refusedFileIds } from "../doku/refused-files";
import { enqueue } from "../jobs/queue";
import { changeApplication } from "../live/change-application";
import { errorKind, log } from "../log";
import type { HeldSubmission } from "./held-submission";

const firstDelaySeconds = 2;
const longestDelaySeconds = 900;
/** A DOKU that asks for more is asked again all the same. */
const longestRetryAfterSeconds = 3_600;
/** A fault of our own that lasts this many tries needs a person. */
const maxInternalFaults = 10;

/** Seconds until the next try: doubled each time, with jitter so that a recovered DOKU is not hit by all at once. */
export function delayAfter(tries: number, retryAfterMs: number | null, random = Math.random()): number {
  const backoff = Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** Math.min(tries, 10));
  return Math.max(
    Math.ceil(backoff * (0.75 + random / 2)),
    Math.min(longestRetryAfterSeconds, Math.ceil((retryAfterMs ?? 0) / 1000)),
  );
}

/** Files that DOKU's refusal names are uploaded again, once (contract section 4). */
async function forgetRefusedFiles(held: HeldSubmission, error: DokuError): Promise<boolean> {
  const { db } = await database();
  const sent = (await listFiles(db, held.submission.applicationId)).filter((file) => file.dokuFileId);
  const ids = sent.flatMap((file) => file.dokuFileId ?? []);
  const refused = refusedFileIds(error, held.submission.requestBody ?? "", ids);
  for (const file of sent) if (refused.includes(file.dokuFileId ?? "")) await clearFileSent(db, file.id);
  return refused.length > 0;
}

type Failure = { kind: string; retry: boolean; retryAfterMs: number | null; freshRequest: boolean };

async function judge(held: HeldSubmission, error: unknown): Promise<Failure> {
  // A fault of our own, a full disk say, is tried again like an unreachable DOKU; the log has its kind.
  if (!(error instanceof DokuError)) {
    const retry = held.submission.tries < maxInternalFaults;
    return { kind: "internal", retry, retryAfterMs: null, freshRequest: false };
  }
  const { kind, retryAfterMs } = error;
  const base = { kind, retryAfterMs };
  if (held.submission.lastFailure !== "file_refused" && (await forgetRefusedFiles(held, error))) {
    // DOKU refused, so nothing was registered, and the body changes with the new file ids: a new request.
    return { ...base, kind: "file_refused", retry: true, freshRequest: true };
  }
  // Wrong credentials are the partner's to mend; until then it is worth asking again, slowly.
  const retry = error.retryable || error.outcomeUnknown || kind === "auth";
  return { ...base, retry, freshRequest: false };
}

function isPastMemory(held: HeldSubmission): boolean {
  // Counted from the first sending; a file that DOKU keeps refusing starts that anew, so never longer than twice.
  const { firstSentAt, createdAt } = held.submission;
  const limitMs = registrationRetryHours * 3_600_000;
  const isForgotten = firstSentAt !== null && Date.now() - firstSentAt.getTime() > limitMs;
  return isForgotten || Date.now() - createdAt.getTime() > 2 * limitMs;
}

/** After a failed try: plans the next one, or stops and asks for a person. Nothing the merchant gave is lost either way. */
export async function putOff(held: HeldSubmission, error: unknown): Promise<void> {
  const { submission, holder } = held;
  const failure = await judge(held, error);
  const retry = failure.retry && !isPastMemory(held);
  log.warn("submission.failed", {
    submissionId: submission.id,
    failure: failure.kind,
    error: errorKind(error),
    tries: submission.tries,
    retry,
  });
  const delay = delayAfter(submission.tries, failure.retryAfterMs);
  await changeApplication(submission.applicationId, async (tx) => {
    const change = {
      lastFailure: failure.kind,
      leaseUntil: null,
      leaseHolder: null,
      ...(failure.freshRequest ? { requestId: null, requestPath: null, requestBody: null, firstSentAt: null } : {}),
      ...(retry
        ? { tries: submission.tries + 1, nextTryAt: new Date(Date.now() + delay * 1000) }
        : { stage: "attention" as const, nextTryAt: null }),
    };
    if (!(await updateHeldSubmission(tx, submission.id, holder, change))) return;
    if (retry) {
      await enqueue(tx, "send-application", { submissionId: submission.id }, { startAfterSeconds: delay });
      return;
    }
    await updateApplication(tx, submission.applicationId, { state: "attention" });
    await emitAudit(tx, {
      applicationId: submission.applicationId,
      actor: { kind: "system" },
      action: "submission.stopped",
      detail: { failure: failure.kind, tries: submission.tries },
    });
  });
}
