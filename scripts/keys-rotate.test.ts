import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, expect, inject, it } from "vitest";
import { openDatabase } from "@/db/client";
import { openKeys } from "@/db/data-keys";
import { findPerson, insertPerson } from "@/db/queries/users";
import { rotationLines, stepText } from "./keys-rotate";

// Away from this folder, whose .env may name a contributor's own database.
const folder = mkdtempSync(join(tmpdir(), "sambut-rotate-"));
const dataDir = join(folder, "data");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(settings: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const env = { ...process.env, TSX_TSCONFIG_PATH: resolve("tsconfig.json"), DATABASE_URL: "", POSTGRES_URL: "" };
  const child = spawn(process.execPath, [resolve("scripts/require-node.cjs"), "keys-rotate"], {
    cwd: folder,
    env: { ...env, DATA_DIR: dataDir, ...settings },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => {
      said += text;
    });
  }
  const [code] = await once(child, "close");
  return { code, said };
}

it("says what it does, and what is left to do", () => {
  expect(stepText({ step: "begun", waitMs: 64_200 })).toBe(
    "New keys for fields and files are made; in 65 seconds, when every portal and worker knows them, they are used.",
  );
  const done = { wrapped: 4, values: 1_200, damagedValues: 0, files: 1, damagedFiles: 0, retired: 2 };
  expect(rotationLines(done, ["k1"])).toEqual([
    "Done: 1,200 values and 1 file were encrypted anew, and 2 earlier keys retired.",
    "Nothing is left under an earlier key.",
  ]);
  expect(rotationLines({ ...done, damagedValues: 1 }, ["k2", "k1"]).slice(1)).toEqual([
    "1 value and 0 files open with no key that there is, and were left as they are: look into a backup for them.",
    '"k1" can be taken out of ENCRYPTION_KEY of every portal and worker now. Keep it as long as you keep backups from before.',
  ]);
});

// On a server it waits for the other processes, which a test need not.
it("rotates the embedded database while the portal stands still, and only then", { timeout: 180_000 }, async () => {
  const source = inject("testDatabase");
  if (source.kind !== "pglite") return;
  mkdirSync(dataDir);
  const dump = new Blob([readFileSync(source.dump)]);
  await (await PGlite.create(join(dataDir, "database"), { loadDataDir: dump })).close();
  const opened = await openDatabase({ dataDir });
  await openKeys(opened);
  const person = { role: "staff" as const, email: "a@example.test", emailIndex: "a", name: "Sari Dewi" };
  const id = await insertPerson(opened.db, person);
  const ENCRYPTION_KEY = `k2:${randomBytes(32).toString("base64")},${process.env.ENCRYPTION_KEY}`;
  const early = await run({ ENCRYPTION_KEY });
  expect(early).toMatchObject({ code: 2, said: expect.stringContaining("Stop it, and run this again.") });
  await opened.close();

  const done = await run({ ENCRYPTION_KEY });
  expect(done.said).toContain('4 keys wrapped anew with the master "k2".');
  expect(done.said).toContain("Nothing is left under an earlier key.");
  expect(done.said).toContain('"test" can be taken out of ENCRYPTION_KEY');
  expect(done.code).toBe(0);
  const lacking = await run({});
  expect(lacking).toMatchObject({ code: 2, said: expect.stringContaining('ENCRYPTION_KEY lacks the key "k2"') });

  process.env.ENCRYPTION_KEY = ENCRYPTION_KEY.split(",")[0];
  const again = await openDatabase({ dataDir });
  await openKeys(again);
  expect(await findPerson(again.db, id)).toMatchObject({ name: "Sari Dewi" });
  await again.close();
});
