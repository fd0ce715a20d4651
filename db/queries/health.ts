/** What those who watch over the portal ask of the database. Each is one short query, whatever the number of merchants. */
import { sql } from "drizzle-orm";
import type { Db, ExecuteSql } from "../client";

/** Beyond this many nothing is counted. */
export const mostWaiting = 10_000;

export async function answersAtAll(db: Db): Promise<void> {
  await db.execute(sql`select 1`);
}

/**
 * When the newest migration that was applied was made, in milliseconds, as the journal of the migrations says it; null when
 * there is none yet.
 */
export async function lastMigrationAt(executeSql: ExecuteSql): Promise<number | null> {
  const { rows } = await executeSql("select to_regclass('drizzle.__drizzle_migrations') is not null as found");
  if (!(rows[0] as { found: boolean } | undefined)?.found) return null;
  const last = await executeSql("select max(created_at)::text as at from drizzle.__drizzle_migrations");
  const at = (last.rows[0] as { at: string | null } | undefined)?.at;
  return at ? Number(at) : null;
}

/** Any one encrypted value with what it is bound to, as it lies there; null while there is none, as in an empty database. Nobody can use the portal without users. */
export async function findSealedSample(executeSql: ExecuteSql): Promise<{ sealed: string; context: string } | null> {
  const column = "select 1 from pg_attribute where attrelid = to_regclass('users') and attname = 'email'";
  if ((await executeSql(column)).rows.length === 0) return null;
  const { rows } = await executeSql("select email from users limit 1");
  const sealed = (rows[0] as { email: string } | undefined)?.email;
  return sealed ? { sealed, context: "users.email" } : null;
}

/** `waiting`: could be taken now, counted up to one more than `mostWaiting`. `oldestSeconds`: how long the first of it could. */
export type WaitingWork = { job: string; waiting: number; oldestSeconds: number };

/** What could be taken now, a row for each of the kinds; work that is put off is not counted before its time. */
export async function readWaitingWork(executeSql: ExecuteSql, jobs: readonly string[]): Promise<WaitingWork[]> {
  // In the words of the job library's own index, which holds what is not yet taken in the order of its time.
  const { rows } = await executeSql(
    `select kind.name as job, ready.waiting, coalesce(extract(epoch from now() - ready.oldest), 0)::float8 as seconds
     from unnest($1::text[]) as kind(name), lateral (
       select count(*)::int as waiting, min(start_after) as oldest from (
         select start_after from pgboss.job
         where name = kind.name and state < 'active' and start_after <= now()
         order by start_after limit ${mostWaiting + 1}
       ) first
     ) ready`,
    [jobs],
  );
  return (rows as { job: string; waiting: number; seconds: number }[]).map(({ job, waiting, seconds }) => {
    return { job, waiting, oldestSeconds: Math.max(0, Number(seconds)) };
  });
}
