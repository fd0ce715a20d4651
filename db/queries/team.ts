/** The partner's staff as its admins see it. */
import { and, asc, count, eq, isNotNull, isNull, max, sql } from "drizzle-orm";
import type { StaffRole } from "../../lib/domain/permissions";
import type { Db, Tx } from "../client";
import { applications, auditLog, secondFactors, sessions, users, verificationTokens } from "../schema";

/** Lets one writer at a time change who is in the team and in which role, until the transaction ends. */
export async function lockTeam(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('team', 0))`);
}

const member = {
  id: users.id,
  name: users.name,
  email: users.email,
  locale: users.locale,
  staffRole: users.staffRole,
  disabledAt: users.disabledAt,
};

/** A member of staff, disabled or not; null for anybody else. */
export async function findMember(db: Db, userId: string) {
  const [row] = await db
    .select(member)
    .from(users)
    .where(and(eq(users.id, userId), eq(users.role, "staff")));
  return row ?? null;
}

/** How many admins may sign in. */
export async function countAdmins(db: Db): Promise<number> {
  return await db.$count(users, and(eq(users.role, "staff"), eq(users.staffRole, "admin"), isNull(users.disabledAt)));
}

/** Every member with when they were last here: the last page of an open session, or the last deed that the audit has. */
export async function listTeam(db: Db) {
  const lastDeed = sql`(select max(${auditLog.at}) from ${auditLog} where ${auditLog.actorId} = ${users.id})`;
  const rows = await db
    .select({
      ...member,
      awayAt: users.awayAt,
      createdAt: users.createdAt,
      factorSince: max(secondFactors.confirmedAt),
      sessionSeenAt: max(sessions.seenAt),
      lastDeedAt: lastDeed.mapWith(auditLog.at),
    })
    .from(users)
    .leftJoin(sessions, eq(sessions.userId, users.id))
    .leftJoin(secondFactors, eq(secondFactors.userId, users.id))
    .where(eq(users.role, "staff"))
    .groupBy(users.id)
    .orderBy(asc(users.createdAt));
  return rows.map(({ sessionSeenAt, lastDeedAt, ...row }) => ({
    ...row,
    seenAt: latest(sessionSeenAt, lastDeedAt as Date | null),
  }));
}
export type TeamMember = Awaited<ReturnType<typeof listTeam>>[number];

function latest(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other;
  return one > other ? one : other;
}

/** How many merchants in the queue each member has. */
export async function countCases(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .select({ memberId: applications.assigneeId, cases: count() })
    .from(applications)
    .where(and(isNotNull(applications.assigneeId), isNotNull(applications.needsAt)))
    .groupBy(applications.assigneeId);
  return new Map(rows.flatMap(({ memberId, cases }) => (memberId ? [[memberId, cases] as const] : [])));
}

export async function updateMember(
  db: Db,
  userId: string,
  change: { staffRole?: StaffRole; disabledAt?: Date | null; awayAt?: null; ssoIndex?: null },
): Promise<void> {
  await db.update(users).set(change).where(eq(users.id, userId));
}

/** Ends every session of a person, and what was about to become one. */
export async function endSessionsOf(db: Db, userId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.userId, userId));
  await db.delete(verificationTokens).where(eq(verificationTokens.identifier, userId));
}

/** Every merchant that is assigned to a person. */
export async function listAssignedTo(db: Db, userId: string): Promise<string[]> {
  const rows = await db.select({ id: applications.id }).from(applications).where(eq(applications.assigneeId, userId));
  return rows.map(({ id }) => id);
}
