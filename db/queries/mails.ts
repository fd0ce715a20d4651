/** Mails about applications: planning, taking one to send it, and what became of it. */
import { and, desc, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Db } from "../client";
import { applications, mails, users } from "../schema";

/**
 * Stores mails and answers with the ids of those to be sent: the ones that were not there yet, by application, occasion
 * and receiver, and those that were left out because they were not true at the time and are now.
 */
export async function insertMailsOnce(
  db: Db,
  values: Pick<typeof mails.$inferInsert, "applicationId" | "receiverId" | "kind" | "occasion" | "facts">[],
): Promise<string[]> {
  if (values.length === 0) return [];
  const rows = await db
    .insert(mails)
    .values(values)
    .onConflictDoUpdate({
      target: [mails.applicationId, mails.occasion, mails.receiverId],
      set: { state: "queued", doneAt: null, facts: sql`excluded.facts` },
      setWhere: eq(mails.state, "skipped"),
    })
    .returning({ id: mails.id });
  return rows.map(({ id }) => id);
}

/** Every member of staff who may sign in. */
export async function listStaffIds(db: Db): Promise<string[]> {
  const staff = and(eq(users.role, "staff"), isNull(users.disabledAt));
  return (await db.select({ id: users.id }).from(users).where(staff)).map(({ id }) => id);
}

/**
 * Takes a mail for the one who calls; false when it is not waiting or somebody else has it. While a mail is queued,
 * `doneAt` says since when somebody has it: after `leaseMs` that one counts as crashed.
 */
export async function claimMail(db: Db, mailId: string, now: Date, leaseMs: number): Promise<boolean> {
  const isFree = or(isNull(mails.doneAt), lt(mails.doneAt, new Date(now.getTime() - leaseMs)));
  const rows = await db
    .update(mails)
    .set({ doneAt: now })
    .where(and(eq(mails.id, mailId), eq(mails.state, "queued"), isFree))
    .returning({ id: mails.id });
  return rows.length === 1;
}

/** Gives a mail that was not sent back, for the next try. */
export async function releaseMail(db: Db, mailId: string): Promise<void> {
  await db
    .update(mails)
    .set({ doneAt: null })
    .where(and(eq(mails.id, mailId), eq(mails.state, "queued")));
}

/** Gives every mail back that is being sent. Only for a database that no other process can have open. */
export async function releaseAllMails(db: Db): Promise<void> {
  await db.update(mails).set({ doneAt: null }).where(eq(mails.state, "queued"));
}

export async function finishMail(db: Db, mailId: string, state: "sent" | "skipped", now: Date): Promise<void> {
  await db.update(mails).set({ state, doneAt: now }).where(eq(mails.id, mailId));
}

/** A mail with its receiver and what it is about, or null when it is gone with its application. */
export async function findMail(db: Db, mailId: string) {
  const [row] = await db
    .select({
      id: mails.id,
      applicationId: mails.applicationId,
      receiverId: mails.receiverId,
      kind: mails.kind,
      facts: mails.facts,
      state: mails.state,
      createdAt: mails.createdAt,
      name: users.name,
      email: users.email,
      locale: users.locale,
      disabledAt: users.disabledAt,
      businessName: applications.businessName,
      submittedAt: applications.submittedAt,
      overall: applications.overall,
      way: applications.way,
      dueAt: applications.dueAt,
    })
    .from(mails)
    .innerJoin(users, eq(users.id, mails.receiverId))
    .innerJoin(applications, eq(applications.id, mails.applicationId))
    .where(eq(mails.id, mailId));
  return row ?? null;
}
export type StoredMail = NonNullable<Awaited<ReturnType<typeof findMail>>>;

/** The latest mails about one application with their receivers, newest first. */
export async function listMails(db: Db, applicationId: string, limit: number) {
  return await db
    .select({
      id: mails.id,
      mail: mails.kind,
      state: mails.state,
      at: mails.createdAt,
      doneAt: mails.doneAt,
      receiverName: users.name,
      receiverRole: users.role,
    })
    .from(mails)
    .innerJoin(users, eq(users.id, mails.receiverId))
    .where(eq(mails.applicationId, applicationId))
    .orderBy(desc(mails.createdAt))
    .limit(limit);
}
