/** Connections to a PostgreSQL that falls silent, and a process of ours that does. */
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type PostgresServer, startPostgres } from "@/scripts/postgres-server";
import { openDatabase } from "./client";
import { listenTo } from "./listen";
import { isUnreachable } from "./passing";
import { relayTo } from "./silent-relay.fixture";

let server: PostgresServer;
let relay: Awaited<ReturnType<typeof relayTo>>;
const patienceMs = 1_000;

beforeAll(async () => {
  server = await startPostgres();
  relay = await relayTo(server.url);
});
afterAll(async () => {
  relay.close();
  await server.stop();
});

it("are given up when they fall silent while they are made, and the next one is made anew", async () => {
  const through = await openDatabase({ DATABASE_URL: relay.url, dataDir: "", patienceMs });
  relay.cutWhen("set jit");
  // More than there is room for in the pool.
  const asked = await Promise.all(
    Array.from({ length: 12 }, () => through.executeSql("select 1").catch((error: unknown) => error)),
  );
  expect(asked.every(isUnreachable)).toBe(true);
  relay.cutWhen(null);
  relay.cut(false);
  expect((await through.executeSql("select 2 as two")).rows).toEqual([{ two: 2 }]);
  await through.close();
}, 60_000);

it("hold a lock no longer than a moment when their process stands still in a transaction", async () => {
  const [still, other] = await Promise.all([
    openDatabase({ DATABASE_URL: server.url, dataDir: "", patienceMs }),
    openDatabase({ DATABASE_URL: server.url, dataDir: "" }),
  ]);
  await other.executeSql("create table cases (name text); insert into cases values ('one')");
  let isHeld = () => {};
  const held = new Promise<void>((resolve) => {
    isHeld = resolve;
  });
  const locked = still.db.transaction(async (tx) => {
    await tx.execute(sql`select * from cases for update`);
    isHeld();
    await delay(4 * patienceMs);
    await tx.execute(sql`update cases set name = 'late'`);
  });
  const failed = locked.then(
    () => null,
    (error: unknown) => error,
  );
  await held;
  await other.executeSql("update cases set name = 'in time'");
  expect(isUnreachable(await failed)).toBe(true);
  expect((await other.executeSql("select name from cases")).rows).toEqual([{ name: "in time" }]);
  const { rows } = await other.executeSql("show client_connection_check_interval");
  expect(rows).toEqual([{ client_connection_check_interval: "10s" }]);
  await Promise.all([still.close(), other.close()]);
});

it("are opened anew where one that only listens hears nothing any more, because the cable was cut", async () => {
  const direct = await openDatabase({ DATABASE_URL: server.url, dataDir: "" });
  const heard: string[] = [];
  const times = { reopenAfter: 50, askEvery: 1_200, patience: 1_000 };
  const listening = await listenTo(relay.url, "news", (payload) => heard.push(payload), times);
  await expect
    .poll(async () => {
      await direct.executeSql("select pg_notify('news', 'before')");
      return heard.includes("before");
    })
    .toBe(true);
  relay.cut(true);
  // A byte has to be lost for the relay to know that this connection was one of those.
  await direct.executeSql("select pg_notify('news', 'lost')");
  await delay(2_500);
  relay.cut(false);
  await expect
    .poll(async () => {
      await direct.executeSql("select pg_notify('news', 'after')");
      return heard.includes("after");
    })
    .toBe(true);
  await listening.stop();
  await direct.close();
}, 60_000);
