import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openTestMailbox } from "@/lib/mail/test-mailbox";
import { startSandbox } from "@/sandbox/server";
import type { Finding } from "./doctor/finding";

// Away from this folder, whose .env may name a contributor's own database and account.
const folder = mkdtempSync(join(tmpdir(), "sambut-doctor-"));
// There and ours: where it is missing, root looks at no files.
mkdirSync(join(folder, "data"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(
  settings: Record<string, string>,
  ...args: string[]
): Promise<{ code: number | null; said: string }> {
  const env = {
    ...process.env,
    TSX_TSCONFIG_PATH: resolve("tsconfig.json"),
    DATABASE_URL: "",
    POSTGRES_URL: "",
    DATA_DIR: join(folder, "data"),
    ...settings,
  };
  const child = spawn(process.execPath, [resolve("scripts/require-node.cjs"), "doctor", ...args], { cwd: folder, env });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => {
      said += text;
    });
  }
  const [code] = await once(child, "close");
  return { code, said };
}

it("begins with the settings", async () => {
  const { code, said } = await run({ SMTP_URL: "" });
  expect(said).toContain("✗ Settings: SMTP_URL is missing. →");
  expect(said).toContain("1 to mend.");
  expect(code).toBe(1);
});

it("looks at everything, and prints no secret", async () => {
  const account = { clientId: "BRN-0001-TEST", secretKey: "SK-TEST-0000" };
  const [sandbox, mailbox] = await Promise.all([startSandbox({ ...account, auto: false }), openTestMailbox()]);
  const { code, said } = await run(
    { DOKU_BASE_URL: sandbox.url, SMTP_URL: mailbox.url, APP_URL: sandbox.url },
    "--json",
  );
  await Promise.all([sandbox.close(), mailbox.close()]);
  const findings = JSON.parse(said) as Finding[];
  expect(findings.map(({ check, state }) => `${check} ${state}`)).toEqual([
    "Settings ok",
    "Database warn",
    "Files ok",
    "Mail ok",
    "DOKU ok",
    "Clock ok",
    // The sandbox is no portal.
    "Portal broken",
    "Address ok",
    "Callbacks broken",
  ]);
  expect(code).toBe(1);
  for (const secret of [account.secretKey, process.env.AUTH_SECRET, process.env.ENCRYPTION_KEY]) {
    expect(said).not.toContain(secret);
  }
});
