/** Reminders of merchants: when the next is due, and what it is about. */
import { and, asc, desc, eq, gt, isNotNull, isNull, lte } from "drizzle-orm";
import type { Db } from "../client";
import { applications, invitations } from "../schema";

/** What decides about the reminders of an application. */
export async function findReminderState(db: Db, applicationId: string) {
  const [row] = await db
    .select({
      standing: applications.standing,
      way: applications.way,
      remindAt: applications.remindAt,
      reminded: applications.reminded,
    })
    .from(applications)
    .where(eq(applications.id, applicationId));
  return row ?? null;
}

/** Not a change that anybody sees: the revision stays. */
export async function setReminder(
  db: Db,
  applicationId: string,
  next: { remindAt: Date | null; reminded: number },
): Promise<void> {
  await db.update(applications).set(next).where(eq(applications.id, applicationId));
}

/** Merchants whose reminder is due. */
export async function listDueReminders(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: applications.id })
    .from(applications)
    .where(lte(applications.remindAt, now))
    .orderBy(asc(applications.remindAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** The newest invitation, if it was mailed and can still be accepted. */
export async function findAcceptableInvitation(db: Db, applicationId: string, now: Date) {
  const [row] = await db
    .select({ id: invitations.id, invitedBy: invitations.invitedBy })
    .from(invitations)
    .where(
      and(
        eq(invitations.applicationId, applicationId),
        isNotNull(invitations.sentAt),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        gt(invitations.expiresAt, now),
      ),
    )
    .orderBy(desc(invitations.createdAt))
    .limit(1);
  return row ?? null;
}
