/** What protects or ended a merchant's data: holds, and when it was erased. */
import { and, desc, eq, gt } from "drizzle-orm";
import type { Db } from "../client";
import { applications, users } from "../schema";

/** The hold of an application, with who placed it; null when there is none. */
export async function findHold(db: Db, applicationId: string) {
  const [row] = await db
    .select({ at: applications.holdAt, reason: applications.holdReason, by: users.name })
    .from(applications)
    .leftJoin(users, eq(users.id, applications.holdBy))
    .where(eq(applications.id, applicationId));
  return row?.at ? { at: row.at, reason: row.reason ?? "", by: row.by ?? "" } : null;
}

/** Retention looks at it anew: what was due while it was held is due at once. */
export async function setHold(
  db: Db,
  applicationId: string,
  hold: { holdAt: Date | null; holdBy: string | null; holdReason: string | null },
): Promise<void> {
  await db
    .update(applications)
    .set({ ...hold, retentionAt: new Date() })
    .where(eq(applications.id, applicationId));
}

/** When and why it was erased; null when it was not. */
export async function findErased(db: Db, applicationId: string) {
  const [row] = await db
    .select({ at: applications.erasedAt, why: applications.erasedWhy })
    .from(applications)
    .where(eq(applications.id, applicationId));
  return row?.at && row.why ? { at: row.at, why: row.why } : null;
}

export async function findOwnerEmail(db: Db, ownerId: string): Promise<string> {
  const [row] = await db.select({ email: users.email }).from(users).where(eq(users.id, ownerId));
  return row?.email ?? "";
}

/** Merchants that were erased after the moment, the last ones first. */
export async function listErasedSince(db: Db, since: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.standing, "closed"), gt(applications.erasedAt, since)))
    .orderBy(desc(applications.erasedAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}
