/** What the database holds, as digests: an attack without effect leaves them alone. */
import type { Database } from "@/db/client";

/**
 * Of each table, without rows that hold one of `except`. When somebody was last seen or has a page open (which raises the revision of
 * the application and nothing else), and how often somebody knocked, is no effect.
 */
export async function digests({ executeSql }: Database, except: readonly string[] = []): Promise<Map<string, string>> {
  const { rows } = await executeSql(
    "select tablename from pg_tables where schemaname = 'public' and tablename <> 'uses' order by 1",
  );
  const found = new Map<string, string>();
  for (const { tablename } of rows as { tablename: string }[]) {
    const row = `(to_jsonb(t) - 'seen_at' - 'revision')::text`;
    const { rows: digest } = await executeSql(
      `select md5(coalesce(string_agg(md5(${row}), '' order by md5(${row})), '')) as digest, count(*) as count
       from "${tablename}" t where not (${row} like any($1::text[]))`,
      [except.map((text) => `%${text}%`)],
    );
    const one = digest[0] as { digest: string; count: string };
    found.set(tablename, `${one.count} rows, ${one.digest}`);
  }
  return found;
}
