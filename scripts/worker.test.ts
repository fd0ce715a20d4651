import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, it } from "vitest";

// Away from this folder, whose .env may name a contributor's own database.
const folder = mkdtempSync(join(tmpdir(), "sambut-worker-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(settings: Record<string, string | undefined>): Promise<{ code: number | null; said: string }> {
  const env = {
    ...process.env,
    TSX_TSCONFIG_PATH: resolve("tsconfig.json"),
    DATABASE_URL: "",
    POSTGRES_URL: "",
    ...settings,
  };
  const worker = spawn(process.execPath, [resolve("scripts/require-node.cjs"), "worker"], { cwd: folder, env });
  let said = "";
  worker.stderr.on("data", (text) => {
    said += text;
  });
  const [code] = await once(worker, "close");
  return { code, said };
}

it("refuses the embedded database in one sentence", async () => {
  const { code, said } = await run({ DATA_DIR: join(folder, "data") });
  expect(code).toBe(1);
  expect(said.trim()).toMatch(/^A worker beside the portal needs PostgreSQL: .*the portal does this work itself\.$/);
});

it("lists what is missing, as the portal does", async () => {
  const { code, said } = await run({ DATA_DIR: join(folder, "data"), SMTP_URL: "", MAIL_FROM: undefined });
  expect(code).toBe(1);
  expect(said).toContain("  - SMTP_URL is missing\n  - MAIL_FROM is missing");
});
