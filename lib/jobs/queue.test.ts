import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { enqueue, startJobs, startWorkers, stopWorkers } from "./queue";

let opened: Database;
const seen: string[] = [];

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

it("hands work to its handler, again after a failure", async () => {
  let failures = 1;
  await new Promise<void>((resolve) => {
    void startWorkers({
      "send-sign-in-mail": async ({ attemptId }) => {
        seen.push(attemptId);
        if (failures-- > 0) throw new Error("first try fails");
        resolve();
      },
      "send-invitation-mail": async () => {},
      "send-application": async () => {},
      "read-business": async () => {},
    });
  });
  expect(seen).toEqual(["kept", "kept"]);
});
