/** Work that failed for the last time: rows of the job library, which keeps them as `failed` for 90 days (lib/jobs/queue). */
import { and, count, desc, eq, type SQL, sql } from "drizzle-orm";
import { integer, jsonb, pgSchema, text, uuid } from "drizzle-orm/pg-core";
import type { Db } from "../client";
import { moment } from "../columns";
import { applications, invitations, mails, signInAttempts, submissions } from "../schema";
import { after, type Cursor, cursorAt } from "./keyset";

export const deadJobsPerPage = 50;

// The library's own table, so it is no part of our schema and of no migration of ours.
const job = pgSchema("pgboss").table("job", {
  id: uuid("id").notNull(),
  name: text("name").notNull(),
  data: jsonb("data").$type<Record<string, unknown>>().notNull(),
  state: text("state").notNull(),
  retryCount: integer("retry_count").notNull(),
  createdOn: moment("created_on").notNull(),
  completedOn: moment("completed_on").notNull(),
  output: jsonb("output").$type<unknown>(),
});

const isDead = eq(job.state, "failed");

const uuidPattern = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";
/** An id that a job carries; null when it has none, or something that is no id. */
const carried = (key: string): SQL =>
  sql`case when ${job.data}->>${key} ~ ${uuidPattern} then (${job.data}->>${key})::uuid end`;

/** Dead jobs with the merchant they are about, by whichever id they carry. */
function selectDead(db: Db, limit: number, cursor: Cursor | null, only?: SQL) {
  const ofPerson = sql`(select a.id from ${applications} a where a.owner_id = ${signInAttempts.userId} order by a.created_at desc limit 1)`;
  const applicationId = sql`coalesce(${carried("applicationId")}, ${submissions.applicationId}, ${invitations.applicationId}, ${mails.applicationId}, ${ofPerson})`;
  return db
    .select({
      id: job.id,
      name: job.name,
      createdAt: job.createdOn,
      failedAt: job.completedOn,
      tries: sql<number>`${job.retryCount} + 1`,
      /** What the library kept of the last failure; see lib/jobs/dead-jobs for what may be shown of it. */
      output: job.output,
      applicationId: applications.id,
      businessName: applications.businessName,
      cursorAt: cursorAt(job.completedOn),
    })
    .from(job)
    .leftJoin(submissions, eq(submissions.id, carried("submissionId")))
    .leftJoin(invitations, eq(invitations.id, carried("invitationId")))
    .leftJoin(mails, eq(mails.id, carried("mailId")))
    .leftJoin(signInAttempts, eq(signInAttempts.id, carried("attemptId")))
    .leftJoin(applications, eq(applications.id, applicationId))
    .where(and(isDead, after(job.completedOn, job.id, cursor), only))
    .orderBy(desc(job.completedOn), desc(job.id))
    .limit(limit);
}

type Selected = Awaited<ReturnType<typeof selectDead>>[number];
export type DeadJobRow = Omit<Selected, "cursorAt">;

/** One page of dead jobs, the last failed first; `next` is null on the last page. */
export async function listDeadJobs(
  db: Db,
  cursor: Cursor | null,
  limit = deadJobsPerPage,
): Promise<{ jobs: DeadJobRow[]; next: Cursor | null }> {
  const found = await selectDead(db, limit + 1, cursor);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    jobs: page.map(({ cursorAt: _, ...row }) => row),
    next: found.length > limit && last ? { at: last.cursorAt, id: last.id } : null,
  };
}

/** How many there are, by kind of work; kinds without any are left out. */
export async function countDeadJobs(db: Db): Promise<Map<string, number>> {
  const rows = await db.select({ name: job.name, count: count() }).from(job).where(isDead).groupBy(job.name);
  return new Map(rows.map((row) => [row.name, row.count]));
}

/** One dead job with its merchant, or null when it is gone or was run again. */
export async function findDeadJob(db: Db, jobId: string): Promise<DeadJobRow | null> {
  const [row] = await selectDead(db, 1, null, eq(job.id, jobId));
  return row ?? null;
}

/** The dead jobs of one kind, the oldest first. */
export async function listDeadJobIds(db: Db, name: string, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: job.id })
    .from(job)
    .where(and(isDead, eq(job.name, name)))
    .orderBy(job.completedOn, job.id)
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Removes a dead job; null when somebody else has just taken it. Who takes it runs it again, in the same transaction. */
export async function takeDeadJob(db: Db, jobId: string) {
  const [row] = await db
    .delete(job)
    .where(and(isDead, eq(job.id, jobId)))
    .returning({ name: job.name, data: job.data });
  return row ?? null;
}
