/** The outbox of registrations and corrections. */
import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, min, ne, or, sql } from "drizzle-orm";
import type { Sent } from "../../lib/domain/sent";
import type { Db } from "../client";
import { submissions } from "../schema";

const pending = ["queued", "uploading", "registering"] as const;
/** The kind of failure of what was not sent because DOKU is left alone (lib/doku/breaker). */
const pausedFailure = "paused";

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

/** Due at once, whatever the clock of this machine says: `nextTryAt` is null. */
export async function insertSubmission(
  db: Db,
  values: Pick<
    typeof submissions.$inferInsert,
    "applicationId" | "kind" | "attempt" | "filesTotal" | "sent" | "target"
  >,
): Promise<string> {
  const [row] = await db.insert(submissions).values(values).returning({ id: submissions.id });
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

const isFree = (now: Date) => or(isNull(submissions.leaseUntil), lt(submissions.leaseUntil, now));

/**
 * Takes the lease of a pending submission that is due by `dueBy`; null when it is finished, planned for later, or held by
 * another worker.
 */
export async function leaseSubmission(
  db: Db,
  submissionId: string,
  holder: string,
  { now, dueBy, leaseMs }: { now: Date; dueBy: Date; leaseMs: number },
) {
  const [row] = await db
    .update(submissions)
    .set({ leaseHolder: holder, leaseUntil: new Date(now.getTime() + leaseMs) })
    .where(
      and(
        eq(submissions.id, submissionId),
        inArray(submissions.stage, pending),
        or(isNull(submissions.nextTryAt), lte(submissions.nextTryAt, dueBy)),
        isFree(now),
      ),
    )
    .returning(columns);
  return row ?? null;
}

/** Puts a pending submission that nobody holds off until DOKU is called again; false when somebody has it. */
export async function pauseSubmission(db: Db, submissionId: string, now: Date, nextTryAt: Date): Promise<boolean> {
  const rows = await db
    .update(submissions)
    .set({ nextTryAt, lastFailure: pausedFailure })
    .where(and(eq(submissions.id, submissionId), inArray(submissions.stage, pending), isFree(now)))
    .returning({ id: submissions.id });
  return rows.length === 1;
}

/** Pending submissions that should have been tried by now and that nobody holds: their job was lost. */
export async function listOverdueSubmissions(db: Db, now: Date, graceMs: number): Promise<string[]> {
  const before = new Date(now.getTime() - graceMs);
  const rows = await db
    .select({ id: submissions.id })
    .from(submissions)
    .where(
      and(
        inArray(submissions.stage, pending),
        or(lt(submissions.nextTryAt, before), and(isNull(submissions.nextTryAt), lt(submissions.createdAt, before))),
        or(isNull(submissions.lastFailure), ne(submissions.lastFailure, pausedFailure)),
        isFree(now),
      ),
    )
    .limit(100);
  return rows.map((row) => row.id);
}

/** Submissions that wait for DOKU to be called again and are due, the longest waiting first. They have no job. */
export async function listPausedSubmissions(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: submissions.id })
    .from(submissions)
    .where(
      and(
        inArray(submissions.stage, pending),
        eq(submissions.lastFailure, pausedFailure),
        lte(submissions.nextTryAt, now),
        isFree(now),
      ),
    )
    .orderBy(submissions.nextTryAt)
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Pending submissions that failed and wait, by the kind of their last failure: how many, and when the first is tried. */
export async function countWaitingSubmissions(db: Db) {
  return await db
    .select({ failure: submissions.lastFailure, count: count(), nextTryAt: min(submissions.nextTryAt) })
    .from(submissions)
    .where(and(inArray(submissions.stage, pending), isNotNull(submissions.lastFailure)))
    .groupBy(submissions.lastFailure);
}

/** Makes those that wait after this failure, and are not due yet, due now. Answers which. */
export async function hurrySubmissions(db: Db, failure: string, now: Date): Promise<string[]> {
  const rows = await db
    .update(submissions)
    .set({ nextTryAt: now })
    .where(
      and(
        inArray(submissions.stage, pending),
        eq(submissions.lastFailure, failure),
        gt(submissions.nextTryAt, now),
        isFree(now),
      ),
    )
    .returning({ id: submissions.id });
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
