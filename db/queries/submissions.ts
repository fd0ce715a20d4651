/** The outbox of registrations and corrections. */
import { and, asc, desc, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { Sent } from "../../lib/domain/sent";
import type { Db } from "../client";
import { submissions } from "../schema";

const pending = ["queued", "uploading", "registering"] as const;

const columns = {
  id: submissions.id,
  applicationId: submissions.applicationId,
  kind: submissions.kind,
  attempt: submissions.attempt,
  stage: submissions.stage,
  requestId: submissions.requestId,
  requestPath: submissions.requestPath,
  requestBody: submissions.requestBody,
  tries: submissions.tries,
  firstSentAt: submissions.firstSentAt,
  nextTryAt: submissions.nextTryAt,
  lastFailure: submissions.lastFailure,
  sent: submissions.sent,
  target: submissions.target,
  createdAt: submissions.createdAt,
};
export type Submission = Pick<typeof submissions.$inferSelect, keyof typeof columns>;

/** The newest registration or correction of an application, or null when it was never submitted. */
export async function findLatestSubmission(db: Db, applicationId: string): Promise<Submission | null> {
  const [row] = await db
    .select(columns)
    .from(submissions)
    .where(eq(submissions.applicationId, applicationId))
    .orderBy(desc(submissions.attempt))
    .limit(1);
  return row ?? null;
}

export async function findSubmission(db: Db, submissionId: string): Promise<Submission | null> {
  const [row] = await db.select(columns).from(submissions).where(eq(submissions.id, submissionId));
  return row ?? null;
}

/** What DOKU has: the content of the last submission that reached it, or null when none did. */
export async function findSent(db: Db, applicationId: string): Promise<Sent | null> {
  const [row] = await db
    .select({ sent: submissions.sent })
    .from(submissions)
    .where(and(eq(submissions.applicationId, applicationId), eq(submissions.stage, "done")))
    .orderBy(desc(submissions.attempt))
    .limit(1);
  return row?.sent ?? null;
}

/** The contents of every submission that reached DOKU, the first one first: what each attempt sent. */
export async function listSent(db: Db, applicationId: string) {
  return await db
    .select({ id: submissions.id, sent: submissions.sent, target: submissions.target })
    .from(submissions)
    .where(and(eq(submissions.applicationId, applicationId), eq(submissions.stage, "done")))
    .orderBy(asc(submissions.attempt));
}

export async function insertSubmission(
  db: Db,
  values: Pick<
    typeof submissions.$inferInsert,
    "applicationId" | "kind" | "attempt" | "filesTotal" | "sent" | "target"
  >,
): Promise<string> {
  const [row] = await db
    .insert(submissions)
    .values({ ...values, nextTryAt: new Date() })
    .returning({ id: submissions.id });
  if (!row) throw new Error("insert returned no row");
  return row.id;
}

type SubmissionChange = Partial<
  Pick<
    typeof submissions.$inferInsert,
    | "stage"
    | "requestId"
    | "requestPath"
    | "requestBody"
    | "tries"
    | "firstSentAt"
    | "nextTryAt"
    | "lastFailure"
    | "filesSent"
    | "finishedAt"
    | "leaseUntil"
    | "leaseHolder"
  >
>;

/**
 * Changes a submission that `holder` still holds; false when another worker took the lease or a callback finished the
 * submission meanwhile, in which case the caller stops at once.
 */
export async function updateHeldSubmission(
  db: Db,
  submissionId: string,
  holder: string,
  change: SubmissionChange,
): Promise<boolean> {
  const rows = await db
    .update(submissions)
    .set(change)
    .where(
      and(eq(submissions.id, submissionId), eq(submissions.leaseHolder, holder), inArray(submissions.stage, pending)),
    )
    .returning({ id: submissions.id });
  return rows.length === 1;
}

/** Changes a submission whoever holds it: for decisions of people and for DOKU's own proof. */
export async function updateSubmission(db: Db, submissionId: string, change: SubmissionChange): Promise<void> {
  await db.update(submissions).set(change).where(eq(submissions.id, submissionId));
}

/** Takes the lease of a pending submission; null when it is finished or another worker holds it. */
export async function leaseSubmission(db: Db, submissionId: string, holder: string, now: Date, leaseMs: number) {
  const [row] = await db
    .update(submissions)
    .set({ leaseHolder: holder, leaseUntil: new Date(now.getTime() + leaseMs) })
    .where(
      and(
        eq(submissions.id, submissionId),
        inArray(submissions.stage, pending),
        or(isNull(submissions.leaseUntil), lt(submissions.leaseUntil, now)),
      ),
    )
    .returning(columns);
  return row ?? null;
}

/** Pending submissions that should have been tried by now and that nobody holds: their job was lost. */
export async function listOverdueSubmissions(db: Db, now: Date, graceMs: number): Promise<string[]> {
  const rows = await db
    .select({ id: submissions.id })
    .from(submissions)
    .where(
      and(
        inArray(submissions.stage, pending),
        lt(submissions.nextTryAt, new Date(now.getTime() - graceMs)),
        or(isNull(submissions.leaseUntil), lt(submissions.leaseUntil, now)),
      ),
    )
    .limit(100);
  return rows.map((row) => row.id);
}

/**
 * Frees every lease: only for a database that no other process can have open. Answers which pending submissions were
 * held, in other words interrupted.
 */
export async function freeAllLeases(db: Db): Promise<string[]> {
  const rows = await db
    .update(submissions)
    .set({ leaseUntil: null, leaseHolder: null })
    .where(sql`lease_until is not null`)
    .returning({ id: submissions.id, stage: submissions.stage });
  return rows.flatMap(({ id, stage }) => (pending.some((one) => one === stage) ? [id] : []));
}
