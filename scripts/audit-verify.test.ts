import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, expect, inject, it } from "vitest";
import { type Database, openDatabase, setDatabase } from "@/db/client";
import { openKeys } from "@/db/data-keys";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase, testDatabaseSettings } from "@/db/test-database";
import { writeCheckpoints } from "@/lib/audit/checkpoint";
import { emitStaffAudit } from "@/lib/audit/emit";

// Away from this folder, whose .env may name a contributor's own database.
const folder = mkdtempSync(join(tmpdir(), "sambut-audit-"));
const dataDir = join(folder, "data");
afterAll(async () => {
  await closeTestDatabase();
  rmSync(folder, { recursive: true, force: true });
});
/** A server takes both processes at once; a folder of PGlite takes one after the other. */
const source = inject("testDatabase");
const onServer = source.kind === "pglite" ? null : await openTestDatabase();
const address = Object.values(testDatabaseSettings() ?? {})[0] ?? "";

async function run(...args: string[]): Promise<{ code: number | null; said: string }> {
  const env = {
    ...process.env,
    TSX_TSCONFIG_PATH: resolve("tsconfig.json"),
    // Also where we write through Vercel's driver: the way that leads it to this server is known to test code alone.
    DATABASE_URL: address,
    POSTGRES_URL: "",
    DATA_DIR: dataDir,
  };
  const script = [resolve("scripts/require-node.cjs"), "audit-verify", ...args];
  const child = spawn(process.execPath, script, { cwd: folder, env });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => {
      said += text;
    });
  }
  const [code] = await once(child, "close");
  return { code, said };
}

/** Works on the data folder as the portal, or as somebody who owns it, and closes it again. */
async function inDatabase<T>(work: (opened: Database) => Promise<T>): Promise<T> {
  if (onServer) return await work(onServer);
  const opened = await openDatabase({ dataDir });
  setDatabase(opened);
  try {
    await openKeys(opened);
    return await work(opened);
  } finally {
    setDatabase(undefined);
    await opened.close();
  }
}

// Two databases on disk and two processes: slow on a machine that is busy.
it("says that a trail is whole, and names the first altered row of one that is not", { timeout: 180_000 }, async () => {
  if (source.kind === "pglite") {
    // Instead of a migration: a copy of a database that is migrated.
    const dump = new Blob([readFileSync(source.dump)]);
    mkdirSync(dataDir);
    await (await PGlite.create(join(dataDir, "database"), { loadDataDir: dump })).close();
  }
  const userId = await inDatabase(async (opened) => {
    const person = { role: "staff" as const, email: "a@example.test", emailIndex: "a", name: "Sari Dewi" };
    const id = await insertPerson(opened.db, person);
    for (const action of ["settings.changed", "audit.exported", "team.invited"]) {
      await opened.db.transaction((tx) => emitStaffAudit(tx, { actor: { kind: "staff", userId: id }, action }));
    }
    await writeCheckpoints();
    return id;
  });
  const whole = await run();
  expect(whole.said).toContain("Read 3 rows in 1 chains, and 1 checkpoints.");
  expect(whole.said).toContain("The audit trail is whole");
  expect(whole.code).toBe(0);

  await inDatabase(async (opened) => {
    await opened.executeSql("alter table audit_log disable trigger all");
    await opened.executeSql("update audit_log set action = 'nothing' where position = 2");
  });
  const altered = await run();
  expect(altered.said).toContain("The audit trail is NOT whole. One fault");
  expect(altered.said).toContain(`The chain of staff member ${userId}: row 2 was altered.`);
  expect(altered.code).toBe(1);
});

it("says in words what it was asked wrongly", async () => {
  const { code, said } = await run("--checkpoint", "12");
  expect(said).toContain("--checkpoint takes a number and a signature");
  expect(code).toBe(2);
});
