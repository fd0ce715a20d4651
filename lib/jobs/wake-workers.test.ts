import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Database } from "@/db/client";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { enqueue, type JobHandlers, jobNames, startJobs, startWorkers, stopWorkers } from "./queue";
import { lookForWork } from "./wake-workers";

let opened: Database;

beforeAll(async () => {
  opened = await openTestDatabase();
  await startJobs();
});
afterAll(async () => {
  await stopWorkers();
  await closeTestDatabase();
});

/** The queues that are woken by the first `looks` looks. */
async function wokenBy(executeSql: Database["executeSql"], looks: number): Promise<string[]> {
  const woken: string[] = [];
  let stop = () => {};
  await new Promise<void>((resolve) => {
    let left = looks + 1;
    // When the last begins, those before are over.
    const counting: Database["executeSql"] = (text, values) => {
      left -= 1;
      if (left === 0) resolve();
      return executeSql(text, values);
    };
    stop = lookForWork(counting, (name) => woken.push(name));
  });
  stop();
  return woken;
}

it("wakes the queues that have work for now, and no others", async () => {
  await enqueue(opened.db, "send-status-mail", { mailId: "one" });
  await enqueue(opened.db, "send-status-mail", { mailId: "two" });
  await enqueue(opened.db, "release-cases", { userId: "now" });
  await enqueue(opened.db, "send-team-mail", { userId: "later" }, { startAfterSeconds: 3_600 });
  expect((await wokenBy(opened.executeSql, 1)).sort()).toEqual(["release-cases", "send-status-mail"]);
});

it("goes on looking when the database was away", async () => {
  let isAway = true;
  const away: Database["executeSql"] = async (text, values) => {
    if (!isAway) return await opened.executeSql(text, values);
    isAway = false;
    throw new Error("connection lost");
  };
  expect(await wokenBy(away, 2)).toContain("release-cases");
});

it("has work taken by workers that found nothing before, long before they would ask by themselves", async () => {
  await opened.executeSql("delete from pgboss.job");
  const taken: string[] = [];
  const idle = Object.fromEntries(jobNames.map((name) => [name, async () => {}])) as unknown as JobHandlers;
  await startWorkers({ ...idle, "read-business": async ({ applicationId }) => void taken.push(applicationId) });
  for (const applicationId of ["first", "second"]) {
    await enqueue(opened.db, "read-business", { applicationId, reason: "asked" });
    await vi.waitFor(() => expect(taken).toContain(applicationId), { timeout: 20_000 });
  }
});
