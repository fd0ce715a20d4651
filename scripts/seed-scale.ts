/**
 * `npm run seed:scale [merchants] [events]`: fills an empty PostgreSQL with invented merchants and events, for measuring.
 * Set-based, so that a million merchants and ten million events take minutes; the same numbers give the same merchants.
 */
import pg from "pg";
import { openDatabase } from "../db/client";
import { migrateDatabase } from "../db/migrate";
import { env } from "../lib/env";
import { scaleSql } from "./seed-scale-sql";

const perBatch = 50_000;

async function main([merchants = "1000000", events = "10000000"]: string[]): Promise<void> {
  const url = env().DATABASE_URL;
  if (!url) throw new Error("seed:scale needs DATABASE_URL of an empty PostgreSQL.");
  const opened = await openDatabase({ DATABASE_URL: url, dataDir: "" });
  await migrateDatabase(opened);
  await opened.close();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query("select exists (select from applications) as taken");
    if (rows[0].taken) throw new Error("There are merchants in this database already. seed:scale wants an empty one.");
    await seed(client, Number(merchants), Number(events));
  } finally {
    await client.end();
  }
}

/** Runs one statement for each batch of numbers from 1 to `total`. */
async function inBatches(client: pg.Client, what: string, total: number, statement: string): Promise<void> {
  const start = Date.now();
  for (let from = 1; from <= total; from += perBatch) {
    await client.query(
      statement.replaceAll(":from", String(from)).replaceAll(":to", String(Math.min(total, from + perBatch - 1))),
    );
  }
  console.log(`  ${what.padEnd(28)} ${String(total).padStart(10)}   ${((Date.now() - start) / 1000).toFixed(0)} s`);
}

async function seed(client: pg.Client, merchants: number, events: number): Promise<void> {
  const sql = scaleSql(merchants);
  await client.query("select setseed(0.42)");
  for (const statement of sql.before) await client.query(statement);
  const indexes = await dropIndexes(client, sql.tables);
  for (const { what, statement } of sql.merchants) await inBatches(client, what, merchants, statement);
  for (const { what, statement } of sql.events)
    await inBatches(client, what, Math.round(events / sql.events.length), statement);
  console.log("  indexes and statistics");
  for (const index of indexes) await client.query(index);
  for (const table of sql.tables) await client.query(`vacuum analyze ${table}`);
}

/** Indexes are made faster at once than row by row. Those of constraints stay. */
async function dropIndexes(client: pg.Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await client.query(
    `select indexname as name, indexdef as definition from pg_indexes
      where schemaname = 'public' and tablename = any($1)
        and indexname not in (select conname from pg_constraint)`,
    [tables],
  );
  for (const { name } of rows) await client.query(`drop index "${name}"`);
  return rows.map(({ definition }) => definition);
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
