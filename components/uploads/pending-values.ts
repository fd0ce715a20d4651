/** Values typed beside files that may not have been saved yet: Continue waits for all of them. */

const flushes = new Set<() => Promise<void>>();

/** @returns the function that takes it off again */
export function registerFlush(flush: () => Promise<void>): () => void {
  flushes.add(flush);
  return () => flushes.delete(flush);
}

/** Saves what is typed and not yet kept, on every card. */
export async function flushAll(): Promise<void> {
  await Promise.all([...flushes].map((flush) => flush()));
}
