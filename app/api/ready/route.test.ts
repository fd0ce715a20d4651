import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { type Database, setDatabase } from "@/db/client";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { env } from "@/lib/env";
import { forgetStopping, setStopping } from "@/lib/health/state";
import { startJobs, stopWorkers } from "@/lib/jobs/queue";
import { GET as health } from "../health/route";

let opened: Database;
// The answers are kept for seconds; a module of its own for each test starts without any.
let ask: (query?: string) => Promise<{ status: number; body: Record<string, unknown> }>;

beforeEach(async () => {
  if (!opened) {
    opened = await openTestDatabase();
    await startJobs();
  }
  setDatabase(opened);
  forgetStopping();
  rmSync(env().dataDir, { recursive: true, force: true });
  vi.resetModules();
  const { GET } = await import("./route");
  ask = async (query = "") => {
    const answer = await GET(new Request(`http://portal.test/api/ready${query}`));
    return { status: answer.status, body: await answer.json() };
  };
});
afterAll(async () => {
  await stopWorkers();
  await closeTestDatabase();
  rmSync(env().dataDir, { recursive: true, force: true });
});

const well = {
  ready: true,
  process: "serving",
  database: "ok",
  migrations: "ok",
  storage: "ok",
  keys: "ok",
  queue: "ok",
};

it("says each part, and leaves nothing in the storage", async () => {
  expect(await ask()).toEqual({ status: 200, body: well });
  expect(readdirSync(join(env().dataDir, "files/incoming"))).toEqual([]);
});

it("is not ready while it stops, and alive all the same", async () => {
  setStopping();
  expect(await ask()).toEqual({ status: 503, body: { ...well, ready: false, process: "stopping" } });
  const alive = health();
  expect([alive.status, await alive.json()]).toEqual([200, { ok: true }]);
});

it("is not ready without its database, in words that tell nothing of it", async () => {
  const away = () => Promise.reject(new Error("connect ECONNREFUSED 10.0.0.7:5432"));
  const closed = { execute: away } as unknown as Database["db"];
  setDatabase({ ...opened, executeSql: away, db: closed });
  const { status, body } = await ask();
  expect(status).toBe(503);
  expect(body).toEqual({ ...well, ready: false, database: "down", migrations: "unknown", queue: "unknown" });
});

it("answers within seconds while the database says nothing, and so do the metrics", async () => {
  vi.stubEnv("METRICS_TOKEN", "a-token-for-who-scrapes");
  const { exposeMetrics } = await import("@/lib/metrics/expose");
  const silent = Object.assign(new Promise<never>(() => {}), { from: () => silent });
  const hanging = new Proxy(opened.db, { get: () => () => silent });
  setDatabase({ ...opened, db: hanging, executeSql: () => silent });
  const before = performance.now();
  const authorization = "Bearer a-token-for-who-scrapes";
  const [ready, metrics] = await Promise.all([ask(), exposeMetrics(new Headers({ authorization }))]);
  expect(performance.now() - before).toBeLessThan(10_000);
  expect(ready).toMatchObject({ status: 503, body: { database: "down", migrations: "unknown", storage: "ok" } });
  expect(await metrics.text()).toContain("sambut_database_up 0");
  vi.unstubAllEnvs();
});

it("is not ready while it lacks a key that another process seals with, and names none", async () => {
  const { sambutKeysRead: read } = globalThis as typeof globalThis & { sambutKeysRead?: { hasFailed: boolean } };
  Object.assign(read ?? {}, { hasFailed: true });
  expect(await ask()).toEqual({ status: 503, body: { ...well, ready: false, keys: "missing" } });
  Object.assign(read ?? {}, { hasFailed: false });
  expect((await ask()).status).toBe(200);
});

it("is not ready on a database that lacks a migration", async () => {
  const command = "update drizzle.__drizzle_migrations set created_at = created_at - 1";
  await opened.executeSql(command);
  const { status, body } = await ask();
  await opened.executeSql(command.replace("- 1", "+ 1"));
  expect([status, body.migrations]).toEqual([503, "behind"]);
});

it("is not ready when it cannot keep files, except for callbacks", async () => {
  mkdirSync(env().dataDir, { recursive: true });
  writeFileSync(join(env().dataDir, "files"), "in the way");
  expect(await ask()).toEqual({ status: 503, body: { ...well, ready: false, storage: "down" } });
  expect(await ask("?for=callbacks")).toEqual({ status: 200, body: { ...well, storage: "down" } });
});

it("warns of work that nobody takes, and serves on", async () => {
  const job = "insert into pgboss.job (name, start_after) values ('read-business', now() - interval '6 minutes')";
  await opened.executeSql(job);
  const { status, body } = await ask();
  await opened.executeSql("delete from pgboss.job");
  expect([status, body]).toEqual([200, { ...well, queue: "late" }]);
});
