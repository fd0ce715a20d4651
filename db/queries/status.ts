/** How far a submission is, for the merchant's status page and the desk. The outbox itself is in submissions.ts. */
import { desc, eq } from "drizzle-orm";
import type { Db } from "../client";
import { submissions } from "../schema";

const progress = {
  id: submissions.id,
  kind: submissions.kind,
  attempt: submissions.attempt,
  stage: submissions.stage,
  requestId: submissions.requestId,
  tries: submissions.tries,
  firstSentAt: submissions.firstSentAt,
  nextTryAt: submissions.nextTryAt,
  lastFailure: submissions.lastFailure,
  filesTotal: submissions.filesTotal,
  filesSent: submissions.filesSent,
  target: submissions.target,
  createdAt: submissions.createdAt,
  finishedAt: submissions.finishedAt,
};
/** One way to DOKU, without the request's body. */
export type SubmissionProgress = Pick<typeof submissions.$inferSelect, keyof typeof progress>;

/** Every submission of an application, the latest first. */
export async function listSubmissionProgress(db: Db, applicationId: string): Promise<SubmissionProgress[]> {
  return await db
    .select(progress)
    .from(submissions)
    .where(eq(submissions.applicationId, applicationId))
    .orderBy(desc(submissions.attempt));
}
