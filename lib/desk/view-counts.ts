import type { Db } from "@/db/client";
import { countViews } from "@/db/queries/desk";
import { needs } from "../domain/needs";
import type { QueueView } from "../domain/queue-filter";

const countedViews = ["needs", ...needs, "due_soon", "overdue", "snoozed", "all"] as const satisfies QueueView[];

export type ViewCounts = Partial<Record<QueueView, number>> & Record<(typeof countedViews)[number], number>;

/** Clocks become due without any change, so a count is not older than this. */
const keptForMs = 1_000;
let kept: { revision: number; at: number; counts: Promise<ViewCounts> } | null = null;

/**
 * How many merchants the views of the queue have, each up to the limit of `countViews`. Everybody at the desk sees the
 * same numbers, so they are counted once for all who ask between two changes: `revision` is the desk's
 * (`findDeskRevision`), as it was read just before.
 */
export function viewCounts(db: Db, { revision, now }: { revision: number; now: Date }): Promise<ViewCounts> {
  const age = kept ? now.getTime() - kept.at : 0;
  if (kept?.revision === revision && age >= 0 && age < keptForMs) return kept.counts;
  const counts = countViews(db, countedViews, now);
  const own = { revision, at: now.getTime(), counts };
  kept = own;
  // Who asks next tries again.
  counts.catch(() => {
    if (kept === own) kept = null;
  });
  return counts;
}
