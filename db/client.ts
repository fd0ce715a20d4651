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
import { keepKeysFresh } from "./data-keys";
import { lockDataDir } from "./data-lock";
import { isUnreachable } from "./passing";
import { type ConnectedClient, giveUpAfter, type Patience, takeCareOf } from "./pool-care";
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
  /** Where it is, for people: host and port, or the folder. Never who connects, nor with what. */
  place: string;
  db: PgDatabase<PgQueryResultHKT, Schema>;
  executeSql: ExecuteSql;
  /** Runs what may take as long as it likes, such as a migration; other queries of a server are given up in time. */
  unlimited: <T>(run: () => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
};

const alreadyUnlimited: Database["unlimited"] = (run) => run();

/** PGlite's `query` takes one statement; scripts without values go through `exec`. */
export function pgliteExecutor(client: PGlite | PgliteTransaction): ExecuteSql {
  return async (text, values = []) => {
    if (values.length > 0) return await client.query(text, values);
    const results = await client.exec(text);
    return { rows: results.flatMap((result) => result.rows) };
  };
}

/**
 * Of the ready-made parsers most are for lists of rows of system tables, which nobody asks for; but drizzle has all of them
 * copied for every query, and that took a tenth of a query's time. What the database makes itself has numbers from 10,000.
 */
function forgetRowTypes(client: PGlite): void {
  const builtIn = ([type]: [string, unknown]) => !(Number(type) >= 10_000);
  client.parsers = Object.fromEntries(Object.entries(client.parsers).filter(builtIn));
}

/** Wraps an open PGlite; closing is left to `onClose`, which also gives back the folder's lock. */
export function databaseOnPglite(client: PGlite, onClose: () => Promise<void>): Database {
  forgetRowTypes(client);
  const db = drizzlePglite(client, { schema });
  const place = client.dataDir ?? "memory";
  return { kind: "pglite", place, db, executeSql: pgliteExecutor(client), unlimited: alreadyUnlimited, close: onClose };
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

/** Host and port of an address that may be malformed. */
function placeOf(url: string): string {
  try {
    const { hostname, port, searchParams } = new URL(url);
    return `${hostname || searchParams.get("host") || "localhost"}:${port || "5432"}`;
  } catch {
    return "the address in the settings, which cannot be read";
  }
}

/** How long a connection may take to be made, or to come free. */
const connectMs = 10_000;

/** Ours take milliseconds; the longest, over all merchants, take seconds. */
const queryPatienceMs = 30_000;

/**
 * What a connection asks of its server. Compiling a query costs many times what our short ones take, and none runs long enough to
 * win it back. A process that stands still in a transaction, or whose machine vanished, must not hold a merchant's lock for ever.
 * How long a query may take is our own matter (`giveUpSilent`), and a migration's is as long as it takes.
 */
const askedOfServer = (patienceMs: number) => [
  "set jit = off",
  // No transaction of ours rests for longer than a moment between two queries.
  `set idle_in_transaction_session_timeout = ${2 * patienceMs}`,
  "set statement_timeout = 0",
  "set tcp_keepalives_idle = 30",
  "set tcp_keepalives_interval = 10",
  "set tcp_keepalives_count = 3",
];
/** A query whose process is gone ends too, with its locks. Servers on some systems cannot look. */
const askedOfMostServers = "set client_connection_check_interval = '10s'";

/** A pooler may refuse what a server takes, and what is asked only shortens trouble. Fails when the connection is lost. */
async function settle(client: ConnectedClient, patienceMs: number): Promise<void> {
  for (const asked of [askedOfServer(patienceMs).join("; "), askedOfMostServers]) {
    // The pool's care begins with its event of a connection, which comes after this.
    const heard = giveUpAfter(client, patienceMs);
    await client
      .query(asked)
      .catch((error: unknown) => {
        if (isUnreachable(error)) throw error;
      })
      .finally(heard);
  }
}

async function openPg(url: string, patienceMs = queryPatienceMs): Promise<Database> {
  const { default: pg } = await import("pg");
  const patience: Patience = { ms: patienceMs };
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: Math.min(connectMs, patienceMs),
    idleTimeoutMillis,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // The pool waits for it, so that it does not cross the connection's first query.
    onConnect: (client) => settle(client, patienceMs),
  });
  takeCareOf(pool, patience);
  return {
    kind: "pg",
    place: placeOf(url),
    db: drizzlePg(pool, { schema }),
    executeSql: poolExecutor(pool as PoolLike),
    unlimited: async (run) => {
      patience.ms = null;
      try {
        return await run();
      } finally {
        patience.ms = patienceMs;
      }
    },
    close: () => pool.end(),
  };
}

/** A pool, not `sql`: only a pool keeps a transaction on one connection. */
async function openVercel(url: string): Promise<Database> {
  const { createPool } = await import("@vercel/postgres");
  const pool = createPool({ connectionString: url, connectionTimeoutMillis: connectMs });
  takeCareOf(pool);
  return {
    kind: "vercel",
    place: placeOf(url),
    db: drizzleVercel(pool, { schema }),
    executeSql: poolExecutor(pool as PoolLike),
    unlimited: alreadyUnlimited,
    close: () => pool.end(),
  };
}

/** `patienceMs`: how long a query to a PostgreSQL server may take before its connection is given up. */
type Settings = {
  POSTGRES_URL?: string | undefined;
  DATABASE_URL?: string | undefined;
  dataDir: string;
  patienceMs?: number;
};

/** Opens the database that the settings name: Vercel's, then PostgreSQL, then the embedded one. */
export function openDatabase(settings: Settings): Promise<Database> {
  if (settings.POSTGRES_URL) return openVercel(settings.POSTGRES_URL);
  if (settings.DATABASE_URL) return openPg(settings.DATABASE_URL, settings.patienceMs);
  return openPglite(settings.dataDir);
}

// Pages, actions, routes and background work are bundled apart but share one process and one globalThis.
const shared = globalThis as typeof globalThis & { sambutDatabase?: Promise<Database> | undefined };

/** The open database of this process, with data keys that are not out of date; opened on first use. */
export async function database(): Promise<Database> {
  shared.sambutDatabase ??= openDatabase(env()).catch((error: unknown) => {
    shared.sambutDatabase = undefined;
    throw error;
  });
  const opened = await shared.sambutDatabase;
  await keepKeysFresh(opened);
  return opened;
}

/** Puts an already open database in place of the configured one (tests), or forgets it with `undefined`. */
export function setDatabase(opened: Database | undefined): void {
  shared.sambutDatabase = opened ? Promise.resolve(opened) : undefined;
}
