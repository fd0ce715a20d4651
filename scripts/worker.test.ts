import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { endedWorker, workerFolder } from "./worker.fixture";

const { folder, remove } = workerFolder();
afterAll(remove);

it("refuses the embedded database in one sentence", async () => {
  const { code, said } = await endedWorker(folder, { DATA_DIR: join(folder, "data") });
  expect(code).toBe(1);
  expect(said.trim()).toMatch(/^A worker beside the portal needs PostgreSQL: .*the portal does this work itself\.$/);
});

it("lists what is missing, as the portal does", async () => {
  const { code, said } = await endedWorker(folder, {
    DATA_DIR: join(folder, "data"),
    SMTP_URL: "",
    MAIL_FROM: undefined,
  });
  expect(code).toBe(1);
  expect(said).toContain("  - SMTP_URL is missing\n  - MAIL_FROM is missing");
});
