/** What open streams watch. */
import { inArray, sql } from "drizzle-orm";
import type { Db } from "../client";
import { applications, dokuBreakers } from "../schema";

/** Revisions of the watched applications. */
export async function findRevisions(db: Db, applicationIds: string[]): Promise<Map<string, number>> {
  if (applicationIds.length === 0) return new Map();
  const rows = await db
    .select({ id: applications.id, revision: applications.revision })
    .from(applications)
    .where(inArray(applications.id, applicationIds));
  return new Map(rows.map((row) => [row.id, row.revision]));
}

/** Transactions that take longer are not looked back for. */
const lookBackSeconds = 10;
/** Bits of the number that tell changes within one second apart; the seconds have the 31 others that a number has. */
const changesInSecond = 2 ** 22;

/**
 * A number that grows when any application changes, or DOKU fails or is well again. The second of the newest change alone would
 * miss one that was begun before it and committed after, so what changed in the seconds before counts too.
 */
export async function findDeskRevision(db: Db): Promise<number> {
  const { rows } = (await db.execute(sql`
    with newest as (
      select floor(extract(epoch from greatest(
        (select max(${applications.updatedAt}) from ${applications}),
        (select max(${dokuBreakers.changedAt}) from ${dokuBreakers})
      ))) as second
    ), looked as (select second, to_timestamp(second - ${lookBackSeconds}::int) as since from newest)
    select second::float8 as second, (
      (select coalesce(sum(${applications.revision}), 0) from ${applications} where ${applications.updatedAt} >= since)
      + (select coalesce(sum(ceil(1000 * extract(epoch from ${dokuBreakers.changedAt} - since))), 0)
         from ${dokuBreakers} where ${dokuBreakers.changedAt} >= since)
    )::float8 as changes
    from looked`)) as { rows: { second: number | null; changes: number }[] };
  const { second, changes = 0 } = rows[0] ?? {};
  return second ? second * changesInSecond + Math.min(changes, changesInSecond - 1) : 0;
}
