import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Database } from "@/db/client";
import { insertDokuCall } from "@/db/queries/kyb";
import { dokuCalls } from "@/db/schema";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { env } from "../env";
import { stopWorkers } from "../jobs/queue";
import { doDueWork, openWork } from "../work";
import { forgetCalls } from "./forget-calls";

let opened: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
  await openWork();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await stopWorkers();
  await closeTestDatabase();
});

const dayMs = 24 * 3_600_000;
const call = { endpoint: "get-business", method: "GET", outcome: "ok", durationMs: 1 };
const add = (path: string, daysAgo: number, more: Partial<typeof call> = {}) =>
  insertDokuCall(opened.db, { ...call, ...more, path, at: new Date(Date.now() - daysAgo * dayMs) });
const kept = async () =>
  (await opened.db.select({ path: dokuCalls.path }).from(dokuCalls)).map(({ path }) => path).sort();

it("forgets readings that are older than the setting's days, with the other sweeps, and keeps the rest", async () => {
  await Promise.all([add("new", 0), add("young", 89), add("old", 91), add("older", 400)]);
  await add("searched", 91, { endpoint: "search-address" });
  await add("sent", 400, { endpoint: "register-business", outcome: "refused" });
  await doDueWork(Date.now());
  expect(await kept()).toEqual(["new", "sent", "young"]);
  env().DOKU_CALLS_DAYS = 30;
  await forgetCalls();
  env().DOKU_CALLS_DAYS = 90;
  expect(await kept()).toEqual(["new", "sent"]);
});
