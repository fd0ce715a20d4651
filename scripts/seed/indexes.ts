/** Indexes are made once when everything is there: keeping them up row by row takes many times as long. */
import type pg from "pg";

const filled = [
  "applications",
  "webhook_events",
  "doku_calls",
  "merchant_words",
  "search_keys",
  "standing_changes",
  "files",
];

/** Drops the indexes that hold no rule, and answers with what makes them again. */
export async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i where i.indrelid = any($1::regclass[]) and not i.indisunique`,
    [filled],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}
