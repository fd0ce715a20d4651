/** What is due by the clock: readings of DOKU, and reminders. Each is claimed by one process. */
import { and, inArray, isNotNull, lte } from "drizzle-orm";
import type { Db } from "../client";
import { applications } from "../schema";

/** Takes the readings that are due and puts their next one at `again`, so that no other process takes them too. */
export async function claimDueReads(db: Db, now: Date, again: Date, limit: number): Promise<string[]> {
  const due = db
    .select({ id: applications.id })
    .from(applications)
    .where(and(lte(applications.nextReadAt, now), isNotNull(applications.dokuBusinessId)))
    .orderBy(applications.nextReadAt)
    .limit(limit)
    .for("no key update", { skipLocked: true });
  const rows = await db
    .update(applications)
    .set({ nextReadAt: again })
    .where(inArray(applications.id, due))
    .returning({ id: applications.id });
  return rows.map(({ id }) => id);
}

/** Applications with a clock that staff have to hear of. */
export async function listClocksToTell(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: applications.id })
    .from(applications)
    .where(lte(applications.clockTellAt, now))
    .orderBy(applications.clockTellAt)
    .limit(limit);
  return rows.map(({ id }) => id);
}
