import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { jobNames, startJobs, stopWorkers } from "./queue";

const shared = globalThis as typeof globalThis & { sambutJobs?: unknown };
let opened: Database;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(async () => {
  await stopWorkers();
  await closeTestDatabase();
});

it("makes the queues once when several processes start at the same moment on an empty database", async () => {
  await opened.executeSql("drop schema pgboss cascade");
  // The embedded database belongs to one process.
  const processes = opened.kind === "pglite" ? 1 : 4;
  const starts = Array.from({ length: processes }, () => {
    shared.sambutJobs = undefined;
    return startJobs({ supervise: false });
  });
  await Promise.all(starts);
  const { rows } = await opened.executeSql("select name from pgboss.queue");
  expect(rows.map((row) => (row as { name: string }).name)).toEqual(expect.arrayContaining(jobNames));
});
