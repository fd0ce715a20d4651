/**
 * A real, empty, migrated database for a test file, with the job queue's own tables: a copy of what was made before the
 * first test (scripts/test-databases.ts). PGlite in memory, or a database of its own on PostgreSQL.
 */
import { readFileSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { Client } from "pg";
import { inject } from "vitest";
import { type Database, type DatabaseKind, databaseOnPglite, openDatabase, setDatabase } from "./client";
import { openKeys } from "./data-keys";

/** Where copies come from. On a server, `url` names the template's server, and `proxyPort` what leads Vercel's driver to it. */
export type TestDatabaseSource =
  | { kind: "pglite"; dump: string }
  | { kind: "pg"; url: string; template: string }
  | { kind: "vercel"; url: string; template: string; proxyPort: number };

declare module "vitest" {
  // Only an interface can be added to.
  interface ProvidedContext {
    testDatabase: TestDatabaseSource;
  }
}

type ServerSettings = { DATABASE_URL: string } | { POSTGRES_URL: string };

let open: Database | undefined;
let settings: ServerSettings | null = null;
let copies = 0;

async function copyOnPglite(dump: string): Promise<Database> {
  const client = await PGlite.create({ loadDataDir: new Blob([readFileSync(dump)]) });
  return databaseOnPglite(client, () => client.close());
}

/** The address of another database on the same server, as the database client of `kind` wants it. */
function addressOf(url: string, name: string, kind: DatabaseKind): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  if (kind !== "vercel") return address.href;
  address.protocol = "postgresql:";
  address.hostname = "localhost";
  return address.href;
}

async function onServer(url: string, command: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(command);
  } finally {
    await client.end();
  }
}

async function copyOnServer(source: Exclude<TestDatabaseSource, { kind: "pglite" }>): Promise<Database> {
  copies += 1;
  const name = `test_${process.pid}_${copies}`;
  await onServer(source.url, `create database ${name} template ${source.template}`);
  const address = addressOf(source.url, name, source.kind);
  settings = source.kind === "vercel" ? { POSTGRES_URL: address } : { DATABASE_URL: address };
  const opened = await openDatabase({ ...settings, dataDir: "" });
  const close = async () => {
    await opened.close();
    settings = null;
    await onServer(source.url, `drop database ${name} with (force)`);
  };
  return { ...opened, close };
}

/** Opens it and makes it the database of this process, so that verbs and queries use it too. */
export async function openTestDatabase(): Promise<Database> {
  const source = inject("testDatabase");
  open = source.kind === "pglite" ? await copyOnPglite(source.dump) : await copyOnServer(source);
  await openKeys(open);
  setDatabase(open);
  return open;
}

export async function closeTestDatabase(): Promise<void> {
  await open?.close();
  open = undefined;
  setDatabase(undefined);
}

/** What a second pool or another process needs to work on the open one too; null on PGlite, which has one connection. */
export function testDatabaseSettings(): ServerSettings | null {
  return settings;
}
