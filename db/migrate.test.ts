import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Database, openDatabase } from "./client";
import { migrateDatabase } from "./migrate";
import { closeTestDatabase, openTestDatabase, testDatabaseSettings } from "./test-database";

const committed = join(process.cwd(), "db/migrations");
const folder = mkdtempSync(join(tmpdir(), "sambut-migrations-"));
let opened: Database;

beforeAll(async () => {
  opened = await openTestDatabase();
});
beforeEach(async () => {
  for (const schema of ["drizzle", "public"]) await opened.executeSql(`drop schema if exists ${schema} cascade`);
  await opened.executeSql("create schema public");
});
afterAll(async () => {
  await closeTestDatabase();
  rmSync(folder, { recursive: true, force: true });
});

/** The committed migrations and one more, as the next version has them. */
function nextVersion(name: string, ...statements: string[]): string {
  const next = join(folder, name);
  cpSync(committed, next, { recursive: true });
  const journal = JSON.parse(readFileSync(join(next, "meta/_journal.json"), "utf8")) as { entries: { when: number }[] };
  const last = journal.entries.at(-1);
  journal.entries.push({ ...last, idx: 99, when: (last?.when ?? 0) + 1, tag: "0099_next" } as { when: number });
  writeFileSync(join(next, "meta/_journal.json"), JSON.stringify(journal));
  writeFileSync(join(next, "0099_next.sql"), statements.join("--> statement-breakpoint\n"));
  return next;
}

const count = async (query: string) =>
  Number(((await opened.executeSql(query)).rows[0] as { count: unknown } | undefined)?.count);
const applied = () => count("select count(*) from drizzle.__drizzle_migrations");
const tables = () => count("select count(*) from information_schema.tables where table_schema = 'public'");

it("lets two processes that start at once both come up", async () => {
  const settings = testDatabaseSettings();
  const other = settings ? await openDatabase({ ...settings, dataDir: "" }) : opened;
  await Promise.all([migrateDatabase(opened), settings ? migrateDatabase(other) : Promise.resolve()]);
  const entries = JSON.parse(readFileSync(join(committed, "meta/_journal.json"), "utf8")).entries as unknown[];
  expect(await applied()).toBe(entries.length);
  if (settings) await other.close();
});

it("applies nothing of a migration that fails half way, nor of those before it, and says what to do", async () => {
  await migrateDatabase(opened);
  const [before, appliedBefore] = [await tables(), await applied()];
  const broken = nextVersion("broken", "create table kept (id int);", "alter table nowhere add column x int;");
  const failure = await migrateDatabase(opened, broken).catch((error: unknown) => error);
  expect(String(failure)).toBe(
    'Error: The database could not be brought to this version\'s schema (42P01, relation "nowhere" does not exist) and is as it was before: start the version that ran until now, which still fits, and mend what stands in brackets or report it.',
  );
  expect([await tables(), await applied()]).toEqual([before, appliedBefore]);
  // The version before it starts as ever, and one that is mended goes on from there.
  await migrateDatabase(opened);
  await migrateDatabase(opened, nextVersion("mended", "create table kept (id int);"));
  expect(await tables()).toBe(before + 1);
});

it("does not quote rows that a migration stumbles over", async () => {
  await migrateDatabase(opened);
  const stumbles = nextVersion("rows", "do $$ begin perform 'Sari Dewi'::int; end $$;");
  const failure = await migrateDatabase(opened, stumbles).catch((error: unknown) => error);
  expect(String(failure)).toContain("(22P02)");
  expect(String(failure)).not.toContain("Sari");
});

it("starts on a database that a newer version has brought further", async () => {
  const next = nextVersion("newer", "alter table users add column shoe_size int;");
  await migrateDatabase(opened, next);
  const after = await applied();
  await migrateDatabase(opened);
  expect(await applied()).toBe(after);
});
