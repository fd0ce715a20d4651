/** What open streams watch. */
import { inArray, max } from "drizzle-orm";
import type { Db } from "../client";
import { applications } from "../schema";

/** Revisions of the watched applications. */
export async function findRevisions(db: Db, applicationIds: string[]): Promise<Map<string, number>> {
  if (applicationIds.length === 0) return new Map();
  const rows = await db
    .select({ id: applications.id, revision: applications.revision })
    .from(applications)
    .where(inArray(applications.id, applicationIds));
  return new Map(rows.map((row) => [row.id, row.revision]));
}

/** A number that grows when any application changes: the time of the newest change in milliseconds. */
export async function findDeskRevision(db: Db): Promise<number> {
  const [row] = await db.select({ latest: max(applications.updatedAt) }).from(applications);
  return row?.latest?.getTime() ?? 0;
}
