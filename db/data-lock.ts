/**
 * PGlite does not lock its folder: a second process would silently destroy rows that the first acknowledged.
 * So the process that opens the embedded database leaves its mark in a lock file, and a second one is refused.
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? error.code : undefined);

/** When a process started, in the kernel's ticks; "" where the system does not tell. Tells a reused process id apart. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold anything; the start is the 20th field after it.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** Whether the process that left this mark is still there. */
function isHeld(mark: string): boolean {
  const [pid = "", start = ""] = mark.trim().split(" ");
  if (!isRunning(Number(pid))) return false;
  return start === "" || startOf(Number(pid)) === start;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

/** Links the written mark into place: the lock appears whole or not at all. False when there is one already. */
function place(aside: string, file: string): boolean {
  try {
    linkSync(aside, file);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Takes a dead lock away; when another process has just replaced it, that one's lock is put back. */
function clearDead(file: string, dead: string): void {
  const moved = `${file}.dead-${process.pid}`;
  try {
    renameSync(file, moved);
  } catch {
    return;
  }
  if (read(moved) !== dead) place(moved, file);
  rmSync(moved, { force: true });
}

const inUse = "DATA_DIR_IN_USE";

/** Whether `lockDataDir` refused because another process has the folder. */
export const isDataDirInUse = (error: unknown): boolean => codeOf(error) === inUse;

/** The sentence for a folder in which nothing can be written. */
function unwritable(dataDir: string, cause: unknown): Error {
  const isFull = codeOf(cause) === "ENOSPC" || codeOf(cause) === "EDQUOT";
  const why = isFull ? "is on a disk without room. Make room there, or choose" : "cannot be written. Choose";
  return new Error(`The data folder ${dataDir} ${why} another with DATA_DIR.`, { cause });
}

/**
 * Takes the lock of a data folder. Returns the function that gives it back.
 * @throws Error with a sentence to act on when the folder is in use or cannot be written
 */
export function lockDataDir(dataDir: string): () => void {
  const file = join(dataDir, "database.lock");
  const mark = `${process.pid} ${startOf(process.pid)}`;
  const aside = `${file}.${process.pid}`;
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(aside, mark);
  } catch (cause) {
    throw unwritable(dataDir, cause);
  }
  try {
    for (let tries = 0; tries < 3; tries += 1) {
      if (place(aside, file)) return () => read(file) === mark && rmSync(file, { force: true });
      const holder = read(file);
      if (holder === null) continue;
      if (isHeld(holder)) {
        const sentence = `The data folder ${dataDir} is already in use by process ${holder.split(" ")[0]}.`;
        const refusal = new Error(`${sentence} Stop that one first, or choose another folder with DATA_DIR.`);
        throw Object.assign(refusal, { code: inUse });
      }
      clearDead(file, holder);
    }
  } finally {
    rmSync(aside, { force: true });
  }
  throw new Error(`The data folder ${dataDir} could not be locked. Is another Sambut starting on it right now?`);
}
