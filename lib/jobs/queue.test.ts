import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { enqueue, type JobHandlers, jobNames, startJobs, startWorkers, stopWorkers } from "./queue";

let opened: Database;
const idle = Object.fromEntries(jobNames.map((name) => [name, async () => {}])) as unknown as JobHandlers;

beforeAll(async () => {
  opened = await openTestDatabase();
  await startJobs();
});
afterAll(async () => {
  await stopWorkers();
  await closeTestDatabase();
});

async function waiting(): Promise<number> {
  const { rows } = await opened.executeSql("select count(*)::int as count from pgboss.job");
  return (rows[0] as { count: number }).count;
}

it("enqueues with the transaction of the change, and not at all when it rolls back", async () => {
  await opened.db.transaction(async (tx) => {
    await enqueue(tx, "send-sign-in-mail", { attemptId: "kept" });
  });
  expect(await waiting()).toBe(1);
  await expect(
    opened.db.transaction(async (tx) => {
      await enqueue(tx, "send-sign-in-mail", { attemptId: "rolled back" });
      await tx.execute(sql`select 1/0`);
    }),
  ).rejects.toThrow();
  expect(await waiting()).toBe(1);
});

it("hands work to its handler, again after a failure, and does not let work that hangs hold up the rest", async () => {
  for (const submissionId of ["hangs", "passes"]) await enqueue(opened.db, "send-application", { submissionId });
  const seen: string[] = [];
  let failures = 1;
  let release = () => {};
  const hanging = new Promise<void>((resolve) => {
    release = resolve;
  });
  let passed = () => {};
  const passes = new Promise<void>((resolve) => {
    passed = resolve;
  });
  await new Promise<void>((resolve) => {
    void startWorkers({
      ...idle,
      "send-sign-in-mail": async ({ attemptId }) => {
        seen.push(attemptId);
        if (failures-- > 0) throw new Error("first try fails");
        resolve();
      },
      "send-application": async ({ submissionId }) => (submissionId === "hangs" ? await hanging : passed()),
    });
  });
  await passes;
  release();
  expect(seen).toEqual(["kept", "kept"]);
});
