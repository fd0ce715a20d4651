/** Values typed beside files: those that may not have been saved yet, which Continue waits for, and those kept elsewhere. */
import { type DraftValues, keptDraft } from "@/components/onboarding/draft-door";

type OnPage = {
  /** Saves what is typed and not yet kept. */
  flush: () => Promise<void>;
  /** To be called before the server is asked what is kept. @returns what takes over what is kept of all slots */
  expect: () => (kept: DraftValues) => void;
};
const onPage = new Set<OnPage>();

/** @returns the function that takes it off again */
export function registerValues(values: OnPage): () => void {
  onPage.add(values);
  return () => onPage.delete(values);
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
  await Promise.all([...onPage].map(({ flush }) => flush()));
}

/** Takes over, on every card, what was kept by another tab, or by somebody else. */
export async function lookElsewhere(draftsAt: string): Promise<void> {
  if (onPage.size === 0) return;
  const takers = [...onPage].map(({ expect }) => expect());
  const outcome = await keptDraft(draftsAt, "slots");
  if (outcome.kind === "saved") for (const take of takers) take(outcome.kept);
}
