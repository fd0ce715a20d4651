/** The production build, and whether the one on disk still belongs to the sources beside it. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Child, startChild } from "./children";
import { compressStatic } from "./compress-static";

export const nextBin = "node_modules/next/dist/bin/next";
/** How our production server is started; its port is the setting PORT. */
export const portalServer = ["--import", "tsx", "scripts/serve.ts"];

const stampFile = ".next/sambut-sources";

// What never reaches the build. Anything else counts, so that a new folder leads to a needless build, never to a stale one.
const apart = new Set([
  "node_modules",
  "sandbox",
  "e2e",
  "bench",
  "deploy",
  "docs",
  "scripts",
  "test-results",
  "playwright-report",
]);
const apartFile = /^\.|\.(md|log|tsbuildinfo)$|\.test\.tsx?$|^next-env\.d\.ts$|^demo-settings\.json$/;

function sourceFiles(folder: string, apartFolder: string | undefined, top = true): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (apartFile.test(entry.name) || (top && apart.has(entry.name))) return [];
    if (entry.isDirectory()) return path === apartFolder ? [] : sourceFiles(path, apartFolder, false);
    return entry.isFile() ? [path] : [];
  });
}

/** A fingerprint of the sources by content, of the Node that builds them, and of what is built in. */
function sourcesStamp(dataDir?: string): string {
  const root = process.cwd();
  const hash = createHash("sha256").update(process.version);
  for (const file of sourceFiles(root, dataDir).sort()) {
    hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

export function hasBuild(): boolean {
  return existsSync(".next/BUILD_ID");
}

/** Whether the build on disk was made from exactly these sources. */
export function isBuildFresh(dataDir?: string): boolean {
  return hasBuild() && existsSync(stampFile) && readFileSync(stampFile, "utf8") === sourcesStamp(dataDir);
}

/**
 * Runs `next build`; false when it failed. `output` is "terminal" or a log file; `onStart` gets the process, so that
 * a caller who is told to stop can stop it too.
 */
export async function buildPortal(
  output: string,
  dataDir?: string,
  onStart?: (build: Child) => void,
): Promise<boolean> {
  const stamp = sourcesStamp(dataDir);
  // TypeScript 7 does not notice here that a file of messages changed: it would repeat or forget errors of an earlier build.
  rmSync(".next/cache/.tsbuildinfo", { force: true });
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  const build = startChild("The build", [nextBin, "build"], { env, output });
  onStart?.(build);
  const ok = (await build.ended) === "exit code 0";
  if (!ok) return false;
  await compressStatic(".next/static");
  writeFileSync(stampFile, stamp);
  return true;
}
