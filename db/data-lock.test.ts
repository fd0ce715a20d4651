import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { lockDataDir } from "./data-lock";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sambut-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("is given back, and can then be taken again", () => {
  const unlock = lockDataDir(folder);
  expect(() => lockDataDir(folder)).toThrow(/already in use by process \d+/);
  unlock();
  lockDataDir(folder)();
});

it("refuses while another process holds it, and takes over what a dead one left", async () => {
  const script = `import { lockDataDir } from "./db/data-lock.ts"; lockDataDir(process.argv[1]); console.log("locked"); setInterval(() => {}, 1000);`;
  const other = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script, folder]);
  await new Promise((resolve) => other.stdout.once("data", resolve));
  expect(() => lockDataDir(folder)).toThrow(`already in use by process ${other.pid}`);
  other.kill("SIGKILL");
  await new Promise((resolve) => other.once("exit", resolve));
  lockDataDir(folder)();
});

it("is not fooled by a process that got a dead one's id", () => {
  writeFileSync(join(folder, "database.lock"), `${process.ppid} 1`);
  const unlock = lockDataDir(folder);
  expect(readFileSync(join(folder, "database.lock"), "utf8")).toContain(String(process.pid));
  unlock();
});

it("says what to do about a folder that cannot be written", () => {
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  expect(() => lockDataDir(join(file, "data"))).toThrow(/cannot be written. Choose another with DATA_DIR/);
});
