/** Runs suites beside each other, and shows what they say one after the other. */
import { closeSync, openSync, readSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

export type Task<N extends string> = {
  name: N;
  /** Tasks that it begins after; those that are not among the tasks are as if they had ended. */
  after: readonly N[];
  /** Runs beside no other. */
  alone: boolean;
  run: () => Promise<void>;
};

/**
 * Begins tasks in their order, `atOnce` at a time. One that has to wait keeps those behind it waiting too, so that the
 * order stays the one that is written down. Rejects when a task does, once those that were running have ended.
 */
export async function sideBySide<N extends string>(tasks: readonly Task<N>[], atOnce: number): Promise<void> {
  const running = new Map<N, Promise<void>>();
  const failures: unknown[] = [];
  for (const { name, after, alone, run } of tasks) {
    const isFree = () => running.size < (alone ? 1 : atOnce) && !after.some((one) => running.has(one));
    while (!isFree()) await Promise.race(running.values());
    if (failures.length > 0) break;
    const work = run()
      .catch((error: unknown) => void failures.push(error))
      .finally(() => running.delete(name));
    running.set(name, work);
    // Nothing begins beside it.
    if (alone) await work;
  }
  await Promise.all(running.values());
  if (failures.length > 0) throw failures[0];
}

const lookEveryMs = 100;

/** Writes what a file has and gets, until `end` settles and all of it is written. */
export async function follow(file: string, end: Promise<unknown>, write: (text: Uint8Array) => void): Promise<void> {
  const opened = openSync(file, "a+");
  const piece = Buffer.alloc(65_536);
  const ended = end.then(
    () => true,
    () => true,
  );
  try {
    for (let at = 0, isLast = false; ; ) {
      const bytes = readSync(opened, piece, 0, piece.length, at);
      at += bytes;
      if (bytes > 0) write(Uint8Array.from(piece.subarray(0, bytes)));
      else if (isLast) return;
      else isLast = await Promise.race([ended, delay(lookEveryMs, false)]);
    }
  } finally {
    closeSync(opened);
  }
}
