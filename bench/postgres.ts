/** A PostgreSQL of our own for one benchmark: in a temporary folder, on a free port, gone at the end. */
import { execFileSync, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir, totalmem } from "node:os";
import { join } from "node:path";

export type BenchDatabase = { url: string; version: string; stop: () => void };

const places = () => {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const inPath = (process.env.PATH ?? "").split(":");
  return [...inPath, ...versions.map((version) => join(debian, version, "bin"))];
};

/** The folder of the server's programs, or null when PostgreSQL is not installed. */
function findPrograms(): string | null {
  return places().find((place) => existsSync(join(place, "initdb")) && existsSync(join(place, "pg_ctl"))) ?? null;
}

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

/** A quarter of the memory as PostgreSQL's manual advises for a server of its own, and nothing that only safety needs. */
function settings(port: number, folder: string): string[] {
  const quarter = Math.round(Math.min(totalmem() / 4, 4 * 2 ** 30) / 2 ** 20);
  return [
    `port=${port}`,
    `unix_socket_directories=${folder}`,
    "listen_addresses=127.0.0.1",
    "shared_preload_libraries=pg_stat_statements",
    `shared_buffers=${quarter}MB`,
    "random_page_cost=1.1",
    "max_wal_size=8GB",
    "maintenance_work_mem=512MB",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
  ];
}

/** @throws Error with a sentence when PostgreSQL is not installed or does not start */
export function startPostgres(port: number): BenchDatabase {
  const programs = findPrograms();
  if (!programs) {
    throw new Error(
      "This benchmark needs PostgreSQL's programs (initdb, pg_ctl), or BENCH_DATABASE_URL of an empty database.",
    );
  }
  const user = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), "sambut-bench-"));
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const run = (program: string, args: string[]) =>
    execFileSync(join(programs, program), args, { ...user, cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const options = settings(port, folder)
    .map((setting) => `-c ${setting}`)
    .join(" ");
  run("initdb", ["-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]);
  run("pg_ctl", ["-D", data, "-l", join(folder, "log"), "-w", "-o", options, "start"]);
  const version = execFileSync(join(programs, "pg_ctl"), ["--version"]).toString().trim();
  return {
    url: `postgres://bench@127.0.0.1:${port}/postgres`,
    version,
    stop: () => {
      run("pg_ctl", ["-D", data, "-m", "immediate", "-w", "stop"]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
