/**
 * Before the first test: a migrated database with the job queue's tables, that test files get copies of. Which kind,
 * SAMBUT_TEST_DATABASE says: pglite (also when it says nothing), pg or vercel. The last two start a PostgreSQL of their own.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { type Database, databaseOnPglite, openDatabase, setDatabase } from "../db/client";
import { migrateDatabase } from "../db/migrate";
import type { TestDatabaseSource } from "../db/test-database";
import { startJobs, stopWorkers } from "../lib/jobs/queue";
import { startPostgres } from "./postgres-server";
import { testDatabaseKind } from "./test-database-kind";
import { startVercelProxy } from "./vercel-proxy";

const template = "sambut_template";

async function fill(fresh: Database): Promise<void> {
  await migrateDatabase(fresh);
  setDatabase(fresh);
  await startJobs();
  await stopWorkers();
  setDatabase(undefined);
}

/** Every test file copies all of it: a sixteenth of the usual log of changes is enough for the little that a file writes. */
const initDbStartParams = ["--wal-segsize=1"];

/** Databases that nothing here is made from are half of what would be copied. What remains is written down, so that no copy recovers. */
const slim = [
  "update pg_database set datistemplate = false where datname like 'template%'",
  "drop database template0",
  "drop database template1",
  "checkpoint",
];

/** The name changes with everything that the content depends on. */
function dumpFile(): string {
  const hash = createHash("sha256").update(JSON.stringify([initDbStartParams, slim]));
  const migrations = readdirSync("db/migrations").filter((name) => name.endsWith(".sql"));
  const packages = ["pg-boss", "@electric-sql/pglite"].map((name) => `node_modules/${name}/package.json`);
  const files = [...migrations.map((name) => join("db/migrations", name)), "lib/jobs/queue.ts", ...packages];
  for (const file of files) hash.update(readFileSync(file));
  const folder = join(process.cwd(), "node_modules/.cache/sambut");
  mkdirSync(folder, { recursive: true });
  return join(folder, `test-database-${hash.digest("hex").slice(0, 16)}.tar`);
}

/** Made once and kept: it takes longer than many a test run. */
async function pgliteDump(): Promise<string> {
  const file = dumpFile();
  if (existsSync(file)) return file;
  const client = await PGlite.create({ initDbStartParams });
  await fill(databaseOnPglite(client, async () => {}));
  for (const command of slim) await client.query(command);
  const dump = await client.dumpDataDir("none");
  await client.close();
  // Written aside and renamed, so that two runs starting together never read half a dump.
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, Buffer.from(await dump.arrayBuffer()));
  renameSync(aside, file);
  return file;
}

async function postgresTemplate(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${template}`);
  const fresh = await openDatabase({ DATABASE_URL: url.replace(/[^/]*$/, template), dataDir: "" });
  await fill(fresh);
  await fresh.close();
  // Nobody may be connected to what is copied.
  await client.query(`alter database ${template} with is_template true allow_connections false`);
  await client.end();
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const provide = (source: TestDatabaseSource) => project.provide("testDatabase", source);
  const kind = testDatabaseKind();
  if (kind === "pglite") {
    provide({ kind, dump: await pgliteDump() });
    return async () => {};
  }
  const server = await startPostgres({ settings: ["autovacuum=off", "max_connections=200"] });
  const { hostname, port } = new URL(server.url);
  const proxy = kind === "vercel" ? await startVercelProxy({ host: hostname, port: Number(port) }) : null;
  const stop = async () => {
    await proxy?.stop();
    await server.stop();
  };
  try {
    await postgresTemplate(server.url);
  } catch (error) {
    await stop();
    throw error;
  }
  if (kind === "vercel" && proxy) provide({ kind, url: server.url, template, proxyPort: proxy.port });
  else provide({ kind: "pg", url: server.url, template });
  return stop;
}
