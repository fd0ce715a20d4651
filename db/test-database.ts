/** A real, empty, migrated database for a test file: PGlite in memory, restored from a dump that is made once. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { type Database, databaseOnPglite, setDatabase } from "./client";
import { migrateDatabase } from "./migrate";

const migrations = join(process.cwd(), "db/migrations");

function dumpFile(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(migrations).filter((name) => name.endsWith(".sql")))
    hash.update(readFileSync(join(migrations, name)));
  const folder = join(process.cwd(), "node_modules/.cache/sambut");
  mkdirSync(folder, { recursive: true });
  return join(folder, `migrated-${hash.digest("hex").slice(0, 16)}.tar`);
}

async function migratedDump(): Promise<Blob> {
  const file = dumpFile();
  if (!existsSync(file)) {
    const client = await PGlite.create();
    const fresh = databaseOnPglite(client, () => client.close());
    await migrateDatabase(fresh);
    const dump = await client.dumpDataDir("none");
    // Written aside and renamed, so that two test files starting together never read half a dump.
    const aside = `${file}.${process.pid}`;
    writeFileSync(aside, Buffer.from(await dump.arrayBuffer()));
    renameSync(aside, file);
    await fresh.close();
  }
  return new Blob([readFileSync(file)]);
}

let open: Database | undefined;

/** Opens it and makes it the database of this process, so that verbs and queries use it too. */
export async function openTestDatabase(): Promise<Database> {
  const client = await PGlite.create({ loadDataDir: await migratedDump() });
  open = databaseOnPglite(client, () => client.close());
  setDatabase(open);
  return open;
}

export async function closeTestDatabase(): Promise<void> {
  await open?.close();
  open = undefined;
  setDatabase(undefined);
}
