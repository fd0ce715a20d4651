/** Processes that start at the same moment, on a PostgreSQL with limits of its own. */
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type PostgresServer, startPostgres } from "@/scripts/postgres-server";
import { type Database, openDatabase } from "./client";
import { migrateDatabase } from "./migrate";
import { oneAtATime } from "./one-at-a-time";

const limitMs = 300;
let server: PostgresServer;
let one: Database;
let other: Database;

beforeAll(async () => {
  const limits = ["statement_timeout", "idle_in_transaction_session_timeout", "lock_timeout"];
  server = await startPostgres({ settings: limits.map((name) => `${name}=${limitMs}`) });
  [one, other] = await Promise.all([open(), open()]);
});
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
  await server.stop();
});
const open = () => openDatabase({ DATABASE_URL: server.url, dataDir: "" });

it("are not cut off while they wait or work, however short the server's limits are", async () => {
  const said: string[] = [];
  const slow = (name: string) => async () => {
    said.push(`${name} begins`);
    await delay(3 * limitMs);
    said.push(`${name} ends`);
  };
  await Promise.all([oneAtATime(one, "queues", slow("one")), oneAtATime(other, "queues", slow("other"))]);
  const [first, second] = said[0] === "one begins" ? ["one", "other"] : ["other", "one"];
  expect(said).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
});

it("do not speak of a failed migration when it never came to their turn, or when only the turn was lost", async () => {
  const waiting = "select pid from pg_stat_activity where wait_event = 'advisory'";
  const held = oneAtATime(one, "migrations", async () => {
    const refused = migrateDatabase(other).catch((error: unknown) => String(error));
    await expect.poll(async () => (await one.executeSql(waiting)).rows.length).toBe(1);
    await one.executeSql(`select pg_terminate_backend(pid) from (${waiting}) as blocked`);
    expect(await refused).toMatch(
      /did not give this process its turn .*\((57P01|connection lost)\); nothing was changed/,
    );
  });
  await held;
  const holder = "select pid from pg_stat_activity where state = 'idle in transaction' and query like '%advisory%'";
  const migrated = migrateDatabase(other);
  await expect.poll(async () => (await one.executeSql(holder)).rows.length, { interval: 1 }).toBe(1);
  await one.executeSql(`select pg_terminate_backend(pid) from (${holder}) as idle`);
  await migrated;
  expect((await one.executeSql("select 1 from submissions")).rows).toEqual([]);
});

it("say that nothing is half done when the database goes away in the middle of the migrations", async () => {
  await one.executeSql("drop schema public cascade; drop schema if exists drizzle cascade; create schema public");
  const busy = "select pid from pg_stat_activity where state <> 'idle' and query ilike 'create table%'";
  const failing = migrateDatabase(other).catch((error: unknown) => String(error));
  await expect
    .poll(
      async () => (await one.executeSql(`select pg_terminate_backend(pid) from (${busy}) as running`)).rows.length,
      { interval: 1 },
    )
    .toBeGreaterThan(0);
  expect(await failing).toMatch(
    /went away \(.+\) while it was brought to this version's schema\. Nothing is half done/,
  );
});
