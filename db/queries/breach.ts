/** What a breach pack is made of: accounts and what they could reach, exports, and the people to tell. In portions. */
import { and, asc, count, eq, gt, gte, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { Sent } from "../../lib/domain/sent";
import type { Db } from "../client";
import { applications, auditLog, drafts, files, sessions, submissions, users } from "../schema";

export type Range = { from: Date; to: Date; memberId: string | null };
type Portion = { offset: number; limit: number };

/** Members of the staff, and when each was signed in with a session that is still known. */
export async function listAccounts(db: Db, { memberId }: Range) {
  return await db
    .select({
      id: users.id,
      role: users.staffRole,
      createdAt: users.createdAt,
      disabledAt: users.disabledAt,
      lastSeenAt: sql<Date | null>`max(${sessions.seenAt})`.mapWith(sessions.seenAt),
    })
    .from(users)
    .leftJoin(sessions, eq(sessions.userId, users.id))
    .where(and(eq(users.role, "staff"), memberId ? eq(users.id, memberId) : undefined))
    .groupBy(users.id)
    .orderBy(asc(users.createdAt), asc(users.id));
}

/** Deeds that took lists of merchants out of the portal, and are about none of them alone. */
const takenOut = ["audit.exported", "breach_pack.made", "insight.exported", "invitations.rest_downloaded"];

export async function listTakenOut(db: Db, { from, to, memberId }: Range) {
  return await db
    .select({ at: auditLog.at, memberId: auditLog.actorId, action: auditLog.action, detail: auditLog.detail })
    .from(auditLog)
    .where(
      and(
        gte(auditLog.at, from),
        lt(auditLog.at, to),
        inArray(auditLog.action, takenOut),
        memberId ? eq(auditLog.actorId, memberId) : undefined,
      ),
    )
    .orderBy(asc(auditLog.at));
}

/** Merchants that there were in the range, so that every account could open their pages: which kinds of data each has. */
export async function listReachable(db: Db, { from, to }: Range, { offset, limit }: Portion) {
  return await db
    .select({
      id: applications.id,
      standing: applications.standing,
      hasAnswers: sql<boolean>`exists (select 1 from ${drafts} where ${drafts.applicationId} = ${applications.id})`,
      files: sql<number>`(${db
        .select({ n: count() })
        .from(files)
        .where(and(eq(files.applicationId, applications.id), isNull(files.contentDeletedAt)))})`.mapWith(Number),
    })
    .from(applications)
    .where(and(lt(applications.createdAt, to), or(isNull(applications.erasedAt), gt(applications.erasedAt, from))))
    .orderBy(asc(applications.createdAt), asc(applications.id))
    .offset(offset)
    .limit(limit);
}

/** The person of each of these merchants, and what was last sent of its contacts. */
export async function listPeopleOf(db: Db, applicationIds: readonly string[]) {
  if (applicationIds.length === 0) return [];
  const rows = await db
    .select({
      id: applications.id,
      businessName: applications.businessName,
      name: users.name,
      email: users.email,
      language: users.locale,
      erasedAt: applications.erasedAt,
    })
    .from(applications)
    .innerJoin(users, eq(users.id, applications.ownerId))
    .where(inArray(applications.id, [...applicationIds]));
  const sent = await db
    .select({ applicationId: submissions.applicationId, sent: submissions.sent })
    .from(submissions)
    .where(inArray(submissions.applicationId, [...applicationIds]))
    .orderBy(asc(submissions.attempt));
  const contacts = new Map<string, Sent["answers"]["contacts"]["contacts"]>();
  for (const one of sent) if (one.sent) contacts.set(one.applicationId, one.sent.answers.contacts.contacts);
  return rows.map((row) => ({ ...row, contacts: contacts.get(row.id) ?? [] }));
}
