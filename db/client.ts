/** Chooses the database by the settings and opens it once a process. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { PGlite, Transaction as PgliteTransaction } from "@electric-sql/pglite";
import type { ExtractTablesWithRelations } from "drizzle-orm";
import { drizzle as drizzlePg } from "drizzle-orm/node-postgres";
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from "drizzle-orm/pg-core";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { drizzle as drizzleVercel } from "drizzle-orm/vercel-postgres";
import { env } from "../lib/env";
import { lockDataDir } from "./data-lock";
import * as schema from "./schema";

type Schema = typeof schema;
export type Tx = PgTransaction<PgQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>;
/** The database or a transaction on it: what every query takes first. */
export type Db = PgDatabase<PgQueryResultHKT, Schema> | Tx;

/** Runs plain SQL on the same connection as `db`: how the job library shares our transactions. */
export type ExecuteSql = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;

export type DatabaseKind = "pglite" | "pg" | "vercel";

export type Database = {
  kind: DatabaseKind;
  db: PgDatabase<PgQueryResultHKT, Schema>;
  executeSql: ExecuteSql;
  close: () => Promise<void>;
};

/** PGlite's `query` takes one statement; scripts without values go through `exec`. */
export function pgliteExecutor(client: PGlite | PgliteTransaction): ExecuteSql {
  return async (text, values = []) => {
    if (values.length > 0) return await client.query(text, values);
    const results = await client.exec(text);
    return { rows: results.flatMap((result) => result.rows) };
  };
}

/** Wraps an open PGlite; closing is left to `onClose`, which also gives back the folder's lock. */
export function databaseOnPglite(client: PGlite, onClose: () => Promise<void>): Database {
  return { kind: "pglite", db: drizzlePglite(client, { schema }), executeSql: pgliteExecutor(client), close: onClose };
}

async function openPglite(dataDir: string): Promise<Database> {
  const unlock = lockDataDir(dataDir);
  try {
    const { PGlite } = await import("@electric-sql/pglite");
    const folder = join(dataDir, "database");
    mkdirSync(folder, { recursive: true });
    const client = await PGlite.create(folder);
    return databaseOnPglite(client, async () => {
      await client.close();
      unlock();
    });
  } catch (error) {
    unlock();
    throw error;
  }
}

type PoolLike = { query: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] } | { rows: unknown[] }[]> };

/** Several statements in one call come back as a list of results. */
function poolExecutor(pool: PoolLike): ExecuteSql {
  return async (text, values) => {
    const result = await pool.query(text, values);
    return Array.isArray(result) ? { rows: result.flatMap((one) => one.rows) } : result;
  };
}

/** A new connection plans its first queries slowly; with the pool's ten seconds a quiet portal would have a new one for most pages. */
const idleTimeoutMillis = 5 * 60_000;

async function openPg(url: string): Promise<Database> {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000, idleTimeoutMillis });
  // A dropped idle connection is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  // Compiling a query costs many times what our short ones take, and none runs long enough to win it back.
  pool.on("connect", (client) => client.query("set jit = off").catch(() => {}));
  return {
    kind: "pg",
    db: drizzlePg(pool, { schema }),
    executeSql: poolExecutor(pool as PoolLike),
    close: () => pool.end(),
  };
}

/** A pool, not `sql`: only a pool keeps a transaction on one connection. */
async function openVercel(url: string): Promise<Database> {
  const { createPool } = await import("@vercel/postgres");
  const pool = createPool({ connectionString: url });
  pool.on("error", () => {});
  return {
    kind: "vercel",
    db: drizzleVercel(pool, { schema }),
    executeSql: poolExecutor(pool as PoolLike),
    close: () => pool.end(),
  };
}

type Settings = { POSTGRES_URL?: string | undefined; DATABASE_URL?: string | undefined; dataDir: string };

/** Opens the database that the settings name: Vercel's, then PostgreSQL, then the embedded one. */
export function openDatabase(settings: Settings): Promise<Database> {
  if (settings.POSTGRES_URL) return openVercel(settings.POSTGRES_URL);
  if (settings.DATABASE_URL) return openPg(settings.DATABASE_URL);
  return openPglite(settings.dataDir);
}

// Pages, actions, routes and background work are bundled apart but share one process and one globalThis.
const shared = globalThis as typeof globalThis & { sambutDatabase?: Promise<Database> | undefined };

/** The open database of this process; opened on first use. */
export function database(): Promise<Database> {
  shared.sambutDatabase ??= openDatabase(env()).catch((error: unknown) => {
    shared.sambutDatabase = undefined;
    throw error;
  });
  return shared.sambutDatabase;
}

/** Puts an already open database in place of the configured one (tests), or forgets it with `undefined`. */
export function setDatabase(opened: Database | undefined): void {
  shared.sambutDatabase = opened ? Promise.resolve(opened) : undefined;
}
