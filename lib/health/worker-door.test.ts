import { afterAll, expect, it } from "vitest";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { openWorkerDoor } from "./worker-door";

afterAll(closeTestDatabase);

it("answers as the portal does, and nothing else", async () => {
  await openTestDatabase();
  const { port, close } = await openWorkerDoor(0);
  const statusOf = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  expect(await statusOf("/api/health")).toBe(200);
  expect(await statusOf("/api/metrics")).toBe(404);
  expect(await statusOf("/desk")).toBe(404);
  // A database that takes longer than the probe's two seconds is not ready yet, which a busy machine shows.
  const readiness = async () => (await fetch(`http://127.0.0.1:${port}/api/ready?x`)).json();
  await expect
    .poll(readiness, { timeout: 30_000 })
    .toMatchObject({ ready: true, database: "ok", migrations: "ok", storage: "ok" });
  await expect(openWorkerDoor(port)).rejects.toThrow("Choose another with WORKER_PORT.");
  close();
});
