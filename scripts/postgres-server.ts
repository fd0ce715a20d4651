/** A PostgreSQL of our own for tests and benchmarks: in a temporary folder, on a free port, gone at the end. */
import { execFile, execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { freePorts } from "../e2e/free-ports";
import { findPostgres } from "./postgres-programs";

export type PostgresServer = {
  /** Of the database `postgres`; the user may do everything. */
  url: string;
  version: string;
  /** The folder of its data. */
  data: string;
  /** Kills it on the spot, as a crash would. What was committed is there after `start` when the server is `safe`. */
  crash: () => void;
  /** Starts it again after `crash`, on the same port and data. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
};

export type PostgresOptions = {
  /** Settings of the server, like "shared_buffers=1GB". */
  settings?: string[];
  /** Whether it writes through to the disk. Tests that pull no plug are quicker without. */
  safe?: boolean;
  programs?: "any" | "packaged";
};

const unsafe = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/** PostgreSQL refuses to run as root, so root starts it as another user. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const uid = spawnSync("id", ["-u", name]);
    const gid = spawnSync("id", ["-g", name]);
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  return undefined;
}

/** Ends when the pipe from us ends, so that the server is stopped and its folder removed however we ended, killed too. */
const keeper = `
cat >/dev/null
pid=$(head -n 1 "$0/data/postmaster.pid" 2>/dev/null)
if [ -n "$pid" ] && kill -QUIT "$pid" 2>/dev/null; then
  tries=0
  while [ -e "$0/data/postmaster.pid" ] && [ $tries -lt 200 ]; do tries=$((tries + 1)); sleep 0.05; done
fi
rm -rf "$0"`;

function startKeeper(folder: string): () => Promise<void> {
  const running = spawn("sh", ["-c", keeper, folder], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  const ended = new Promise<void>((resolve) => {
    running.on("exit", () => resolve());
    running.on("error", () => resolve());
  });
  running.unref();
  // The open pipe alone must not keep a process that is done.
  (running.stdin as unknown as { unref?: () => void }).unref?.();
  return async () => {
    running.ref();
    running.stdin.end();
    await ended;
  };
}

/** @throws Error with a sentence when PostgreSQL is not there or does not start */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "sambut-postgres-"));
  const stop = startKeeper(folder);
  try {
    return { ...(await startIn(folder, options)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startIn(folder: string, { settings = [], safe = false, programs }: PostgresOptions) {
  const found = findPostgres(folder, programs);
  if (!found) throw new Error("There is no PostgreSQL here: install version 15 or newer, or run npm ci.");
  const user = unprivileged();
  chmodSync(folder, 0o755);
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const log = join(folder, "log");
  const run = (program: string, args: string[]) =>
    execFileSync(join(found.bin, program), args, { ...user, cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  run("initdb", ["-D", data, "-U", "sambut", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);

  const [port = 0] = await freePorts(1);
  const own = [`port=${port}`, `unix_socket_directories=${folder}`, "listen_addresses=127.0.0.1"];
  const given = [...own, ...(safe ? [] : unsafe), ...settings].map((setting) => `-c ${setting}`).join(" ");
  const start = async () => {
    // After a crash the programs of the old server need a moment to notice and to leave its memory.
    for (let tries = 1; ; tries += 1) {
      try {
        // Whoever waits goes on meanwhile: after a crash the server reads its log first.
        const args = ["-D", data, "-l", log, "-w", "-o", given, "start"];
        await promisify(execFile)(join(found.bin, "pg_ctl"), args, { ...user, cwd: folder });
        return;
      } catch (error) {
        if (tries === 20) throw new Error(`PostgreSQL did not start: ${lastLine(log)}`, { cause: error });
        await setTimeout(100);
      }
    }
  };
  await start();
  const crash = () => {
    process.kill(Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]), "SIGKILL");
  };
  return { url: `postgres://sambut@127.0.0.1:${port}/postgres`, version: found.version, data, crash, start };
}

function lastLine(file: string): string {
  return readFileSync(file, "utf8").trim().split("\n").at(-1) ?? "";
}
