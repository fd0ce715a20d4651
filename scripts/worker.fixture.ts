/** A real worker process for tests, as `npm run worker` starts it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export type Ended = { code: number | null; said: string };

/** A folder to run in, away from this one, whose .env may name a contributor's own database. */
export function workerFolder() {
  const folder = mkdtempSync(join(tmpdir(), "sambut-worker-"));
  mkdirSync(join(folder, "db"));
  symlinkSync(resolve("db/migrations"), join(folder, "db/migrations"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs one that cannot start, until it has ended; `said` is what it told the person who started it. */
export async function endedWorker(folder: string, settings: Record<string, string | undefined>): Promise<Ended> {
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
