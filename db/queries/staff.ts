/** The partner's staff as colleagues see each other: who can take a case, and who has how many. */
import { and, asc, count, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Db, Tx } from "../client";
import { applications, users } from "../schema";

/** Every member who may sign in, in the order in which they joined. */
export async function listColleagues(db: Db) {
  return await db
    .select({ id: users.id, name: users.name, staffRole: users.staffRole, awayAt: users.awayAt })
    .from(users)
    .where(and(eq(users.role, "staff"), isNull(users.disabledAt)))
    .orderBy(asc(users.createdAt), asc(users.id));
}
export type Colleague = Awaited<ReturnType<typeof listColleagues>>[number];

/** How many merchants in the queue each member has. */
export async function countOpenCases(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .select({ userId: applications.assigneeId, cases: count() })
    .from(applications)
    .where(and(isNotNull(applications.assigneeId), isNotNull(applications.needsAt)))
    .groupBy(applications.assigneeId);
  return new Map(rows.flatMap(({ userId, cases }) => (userId ? [[userId, cases] as const] : [])));
}

/** Lets one transaction at a time pick the member with the fewest cases, or two of them would pick the same. */
export async function lockAssignment(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('assignment', 0))`);
}

/** Since when a member is away; null for a member who is here. */
export async function updateAway(db: Db, userId: string, awayAt: Date | null): Promise<void> {
  await db.update(users).set({ awayAt }).where(eq(users.id, userId));
}
