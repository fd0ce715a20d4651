/**
 * PGlite does not lock its folder: a second process would silently destroy rows that the first acknowledged.
 * So the process that opens the embedded database leaves its id in a lock file, and a second one is refused.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * Takes the lock of a data folder. Returns the function that gives it back.
 * @throws Error with a sentence to act on when the folder is in use or cannot be written
 */
export function lockDataDir(dataDir: string): () => void {
  const file = join(dataDir, "database.lock");
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (cause) {
    throw new Error(`The data folder ${dataDir} cannot be written. Choose another with DATA_DIR.`, { cause });
  }
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (cause) {
      if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) {
        throw new Error(`The data folder ${dataDir} cannot be written. Choose another with DATA_DIR.`, { cause });
      }
    }
    const holder = Number(readFileSync(file, "utf8"));
    if (holder !== process.pid && holder > 0 && isRunning(holder)) {
      throw new Error(
        `The data folder ${dataDir} is already in use by process ${holder}. Stop that one first, or choose another folder with DATA_DIR.`,
      );
    }
    rmSync(file, { force: true });
  }
  throw new Error(`The data folder ${dataDir} could not be locked. Is another Sambut starting on it right now?`);
}
