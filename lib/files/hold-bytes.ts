/** Whole files in memory: few at a time in a process, however many merchants upload. */

/** A photo of 15 MB is held twice while it is made to fit. */
export const mostHeld = 4;

type Turns = { free: number; waiting: (() => void)[] };
const shared = globalThis as typeof globalThis & { sambutHeldFiles?: Turns };

/**
 * Runs what holds a whole file in memory, once there is room; nobody is refused, and who waits has its bytes on the disk. Take no
 * database transaction into it, nor this within itself.
 */
export async function holdBytes<T>(run: () => Promise<T>): Promise<T> {
  shared.sambutHeldFiles ??= { free: mostHeld, waiting: [] };
  const turns = shared.sambutHeldFiles;
  if (turns.free > 0) turns.free -= 1;
  else await new Promise<void>((resolve) => turns.waiting.push(resolve));
  try {
    return await run();
  } finally {
    const next = turns.waiting.shift();
    if (next) next();
    else turns.free += 1;
  }
}
