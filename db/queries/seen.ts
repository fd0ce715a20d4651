/** Who of the staff saw what of merchants, from the audit trail. */
import { and, asc, count, desc, eq, gte, inArray, lt, max, min, sql } from "drizzle-orm";
import { seenActions } from "../../lib/domain/seeing";
import type { Db } from "../client";
import { auditLog, users } from "../schema";
import { isStaffDeed } from "../schema/desk-order";

/** For one merchant: each member and each kind of seeing, how often, the first and the last time. The latest first. */
export async function listSeen(db: Db, applicationId: string) {
  return await db
    .select({
      memberId: auditLog.actorId,
      name: users.name,
      action: auditLog.action,
      times: count(),
      firstAt: min(auditLog.at),
      lastAt: max(auditLog.at),
    })
    .from(auditLog)
    .leftJoin(users, and(eq(users.id, auditLog.actorId), eq(users.role, "staff")))
    .where(and(eq(auditLog.applicationId, applicationId), isStaffDeed(auditLog), inArray(auditLog.action, seenActions)))
    .groupBy(auditLog.actorId, users.id, auditLog.action)
    .orderBy(desc(max(auditLog.at)), asc(auditLog.action));
}
export type Seen = Awaited<ReturnType<typeof listSeen>>[number];

/** When staff saw what of one merchant, without saying who: what its own export holds. */
export async function listSeenMoments(db: Db, applicationId: string) {
  return await db
    .select({ at: auditLog.at, action: auditLog.action })
    .from(auditLog)
    .where(and(eq(auditLog.applicationId, applicationId), isStaffDeed(auditLog), inArray(auditLog.action, seenActions)))
    .orderBy(asc(auditLog.at), asc(auditLog.position));
}

/** What was seen of whom by whom in a range: a row for each merchant, member and kind, in portions. */
export async function listSeenIn(
  db: Db,
  { from, to, memberId }: { from: Date; to: Date; memberId: string | null },
  { offset, limit }: { offset: number; limit: number },
) {
  return await db
    .select({
      applicationId: auditLog.applicationId,
      memberId: auditLog.actorId,
      action: auditLog.action,
      times: count(),
      firstAt: sql<Date>`min(${auditLog.at})`.mapWith(auditLog.at),
      lastAt: sql<Date>`max(${auditLog.at})`.mapWith(auditLog.at),
    })
    .from(auditLog)
    .where(
      and(
        gte(auditLog.at, from),
        lt(auditLog.at, to),
        inArray(auditLog.action, seenActions),
        memberId ? eq(auditLog.actorId, memberId) : undefined,
      ),
    )
    .groupBy(auditLog.applicationId, auditLog.actorId, auditLog.action)
    .orderBy(asc(auditLog.applicationId), asc(auditLog.actorId), asc(auditLog.action))
    .offset(offset)
    .limit(limit);
}
