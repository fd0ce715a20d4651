/** Counting what is limited, by the database's clock, so that every process counts together. */
import { lt, sql } from "drizzle-orm";
import type { Db } from "../client";
import { databaseClock } from "../clock";
import { uses } from "../schema";

/** What is far beyond every limit need not be counted exactly, and must not run over. */
const enough = 1_000_000_000;

/**
 * Adds uses under the key; a window of time begins with its first use.
 * @param key keyed hash, see lib/limits
 * @returns how many there were in this window, these among them
 */
export async function addUse(
  db: Db,
  { key, windowMs, times = 1 }: { key: string; windowMs: number; times?: number },
): Promise<number> {
  const end = sql`${databaseClock} + ${windowMs} * interval '1 millisecond'`;
  const isOver = sql`${uses.endsAt} <= ${databaseClock}`;
  const [row] = await db
    .insert(uses)
    .values({ key, count: times, endsAt: end })
    .onConflictDoUpdate({
      target: uses.key,
      set: {
        count: sql`case when ${isOver} then ${times} else least(${uses.count} + ${times}, ${enough}) end`,
        endsAt: sql`case when ${isOver} then ${end} else ${uses.endsAt} end`,
      },
    })
    .returning({ count: uses.count });
  if (!row) throw new Error("upsert returned no row");
  return row.count;
}

/** Forgets windows that ended before the moment: what they counted counts no more. */
export async function deleteUsesBefore(db: Db, moment: Date): Promise<void> {
  await db.delete(uses).where(lt(uses.endsAt, moment));
}
