/** Values typed beside files that may not have been saved yet: Continue waits for all of them. */

const flushes = new Set<() => Promise<void>>();

/** @returns the function that takes it off again */
export function registerFlush(flush: () => Promise<void>): () => void {
  flushes.add(flush);
  return () => flushes.delete(flush);
}

const remembered = new Map<string, { before: string; typed: Record<string, string> }>();

/**
 * What was typed in this tab, for the browser's own "back", which shows the page as it was before. Values that differ
 * from those of before come from the server anew and win.
 */
export function recall(slot: string, fromPage: Record<string, string>): Record<string, string> {
  const found = remembered.get(slot);
  return found?.before === JSON.stringify(fromPage) ? found.typed : fromPage;
}
export function remember(slot: string, fromPage: Record<string, string>, typed: Record<string, string>): void {
  remembered.set(slot, { before: JSON.stringify(fromPage), typed });
}

/** Saves what is typed and not yet kept, on every card. */
export async function flushAll(): Promise<void> {
  await Promise.all([...flushes].map((flush) => flush()));
}
