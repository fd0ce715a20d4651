/** A submission while DOKU is left alone (lib/doku/breaker): it waits without a job, and the sweep brings it back. */
import { database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { findSubmission, pauseSubmission } from "@/db/queries/submissions";
import { isUnderWay } from "../domain/applications";
import { changeApplication } from "../live/change-application";

const spreadMs = 5_000;

/** When what waits is due: after the pause, and not all at once. @param random 0 to 1 */
export function dueAfterPause(pauseMs: number, now: Date, random = Math.random()): Date {
  return new Date(now.getTime() + pauseMs + Math.round(random * spreadMs));
}

/** Notes down that it waits, unless a worker has it. It counts as no try; the merchant's page says that it waits. */
export async function waitForDoku(submissionId: string, pauseMs: number): Promise<void> {
  const { db } = await database();
  const submission = await findSubmission(db, submissionId);
  if (!submission || !isUnderWay(submission.stage)) return;
  const now = await sharedNow(db);
  const nextTryAt = dueAfterPause(pauseMs, now);
  if (submission.lastFailure === "paused") {
    await pauseSubmission(db, submissionId, now, nextTryAt);
    return;
  }
  await changeApplication(submission.applicationId, (tx) => pauseSubmission(tx, submissionId, now, nextTryAt), {
    isNews: false,
  });
}
