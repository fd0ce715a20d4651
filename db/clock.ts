/** The time of the database, which all machines share: what one of them notes and another compares is told by it. */
import { sql } from "drizzle-orm";
import type { Db } from "./client";
import { applications } from "./schema";

/** The moment in which it is written, also inside a transaction. */
export const databaseClock = sql<Date>`clock_timestamp()`;

export async function databaseNow(db: Db): Promise<Date> {
  const [row] = await db.select({ now: databaseClock.mapWith(applications.createdAt) }).from(sql`(select 1) as one`);
  return row?.now ?? new Date();
}
