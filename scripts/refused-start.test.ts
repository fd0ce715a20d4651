/** What a person reads of a process that cannot start on its database. Beside it, e2e/machines.spec.ts has the portal's way out. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase, testDatabaseSettings } from "@/db/test-database";
import { freePorts } from "@/e2e/free-ports";
import { type Ended, endedWorker, workerFolder } from "./worker.fixture";

const { folder, remove } = workerFolder();
let opened: Database;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(async () => {
  await closeTestDatabase();
  remove();
});

/** The one sentence of a process that ended because of it. */
const sentenceOf = ({ code, said }: Ended) => [code, said.trimEnd()];

it("is one sentence that says what to do: database away, key of another, migration half applied", async () => {
  const settings = testDatabaseSettings();
  // Vercel's driver reaches the tests' server by a proxy that another process knows nothing of.
  if (!settings || !("DATABASE_URL" in settings)) return;
  const { DATABASE_URL } = settings;
  const start = (own: Record<string, string>) =>
    endedWorker(folder, { DATA_DIR: join(folder, "data"), DATABASE_URL, ...own });
  const [port = 0] = await freePorts(1);
  const away = start({ DATABASE_URL: `postgres://sambut:hunter2@127.0.0.1:${port}/sambut` });

  await insertPerson(opened.db, {
    role: "merchant",
    email: "sari@merchant.test",
    emailIndex: "sari",
    name: "Sari Contoh",
  });
  const ENCRYPTION_KEY = `other:${Buffer.alloc(32, 8).toString("base64")}`;
  expect(sentenceOf(await start({ ENCRYPTION_KEY }))).toEqual([
    1,
    'ENCRYPTION_KEY lacks the key "test", without which nothing in this database can be read; it holds "other". Add "test" behind a comma, or set the database that belongs to this key.',
  ]);

  // As after a restore that brought the tables of the last migration, and not the note that it was applied.
  await opened.executeSql(
    "delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)",
  );
  const [code, half] = sentenceOf(await start({}));
  expect(code).toBe(1);
  expect(half).toMatch(
    /^The database could not be brought to this version's schema \(42\w{3}, [^\n]+ (already exists|does not exist)\) and is as it was before: start [^\n]+ report it\.$/,
  );

  expect(sentenceOf(await away)).toEqual([
    1,
    `The database at 127.0.0.1:${port} does not answer (ECONNREFUSED): start PostgreSQL there, or mend DATABASE_URL, and start again.`,
  ]);
});
