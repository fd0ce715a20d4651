import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type Database, type Db, openDatabase } from "./client";
import { isUnreachable } from "./passing";
import { relayTo } from "./silent-relay.fixture";
import { closeTestDatabase, openTestDatabase, testDatabaseSettings } from "./test-database";

let opened: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
  await opened.executeSql("create table marks (name text)");
});
afterAll(closeTestDatabase);

const one = async (db: Db, query: ReturnType<typeof sql>): Promise<unknown> => {
  const { rows } = (await db.execute(query)) as { rows: Record<string, unknown>[] };
  return Object.values(rows[0] ?? {})[0];
};
const connectionOf = (db: Db) => one(db, sql`select pg_backend_pid()`);
const marks = (db: Db) => one(db, sql`select count(*)::int from marks`);

it("is the database that the run is about", () => {
  expect(opened.kind).toBe(inject("testDatabase").kind);
});

it("keeps a transaction on one connection, however many others work meanwhile", async () => {
  const alone = opened.kind === "pglite";
  await opened.db
    .transaction(async (tx) => {
      const own = await connectionOf(tx);
      const transaction = await one(tx, sql`select pg_current_xact_id()::text`);
      for (let round = 1; round <= 5; round += 1) {
        await tx.execute(sql`insert into marks values ('mine')`);
        // On PGlite others wait until we are done.
        const others = alone ? [] : await Promise.all([1, 2, 3].map(() => connectionOf(opened.db)));
        expect(others).not.toContain(own);
        expect(await connectionOf(tx)).toBe(own);
        expect(await one(tx, sql`select pg_current_xact_id()::text`)).toBe(transaction);
        expect(await marks(tx)).toBe(round);
        if (!alone) expect(await marks(opened.db)).toBe(0);
      }
      throw new Error("taken back");
    })
    .catch(() => {});
  expect(await marks(opened.db)).toBe(0);
});

it("survives a connection that drops between two queries of a transaction, which fails and leaves nothing", async () => {
  if (opened.kind === "pglite") return;
  const dropped = opened.db.transaction(async (tx) => {
    const own = await connectionOf(tx);
    await tx.execute(sql`insert into marks values ('lost')`);
    await one(opened.db, sql`select pg_terminate_backend(${own}, 5000)`);
    // Nobody listens on it now: what it says of its end would end the process.
    await expect.poll(() => one(opened.db, sql`select count(*)::int from pg_stat_activity where pid = ${own}`)).toBe(0);
    await connectionOf(tx);
  });
  await expect(dropped).rejects.toThrow();
  expect(await marks(opened.db)).toBe(0);
});

it("has connections left, however often a transaction could not begin", async () => {
  const isolationLevel = "of no kind" as "serializable";
  for (let failed = 0; failed < 12; failed += 1) {
    await expect(opened.db.transaction(async () => {}, { isolationLevel })).rejects.toThrow();
  }
  expect(await opened.db.transaction((tx) => marks(tx))).toBe(0);
});

it("gives up a connection that fell silent, and what waits on it can be done again on another", async () => {
  const settings = testDatabaseSettings();
  if (!settings || !("DATABASE_URL" in settings)) return;
  const relay = await relayTo(settings.DATABASE_URL);
  const through = await openDatabase({ DATABASE_URL: relay.url, dataDir: "", patienceMs: 1_500 });
  try {
    const hanging = through.db.transaction(async (tx) => {
      await marks(tx);
      relay.cut(true);
      await marks(tx);
    });
    const failure = await hanging.catch((error: unknown) => error);
    expect(isUnreachable(failure)).toBe(true);
    const alone = await through.executeSql("select 1").catch((error: unknown) => error);
    expect(isUnreachable(alone)).toBe(true);
    relay.cut(false);
    expect(await through.db.transaction((tx) => marks(tx))).toBe(0);
    await through.unlimited(() => through.executeSql("select pg_sleep(2)"));
  } finally {
    await through.close();
    relay.close();
  }
});

it("runs plain SQL of one statement with values and of several without", async () => {
  const { rows } = await opened.executeSql("select $1::int + 1 as sum", [41]);
  expect(rows).toEqual([{ sum: 42 }]);
  const several = await opened.executeSql("select 1 as first; select 2 as second");
  expect(several.rows).toEqual([{ first: 1 }, { second: 2 }]);
});
