import { database } from "@/db/client";
import { countWeek } from "@/db/queries/count-insight";
import { listWeekStates, type WeekState } from "@/db/queries/insight";
import type { InsightRange } from "../domain/insight-range";

/** The longest uncounted first, so that every week gets its turn however many move; of those never counted the latest. */
const byAge = (one: WeekState, other: WeekState) =>
  Number(one.countedAt ?? 0) - Number(other.countedAt ?? 0) || (one.week < other.week ? 1 : -1);

/**
 * Counts the weeks again in which something moved, until `patienceMs` are over; at least one, so that it ends some day.
 * @returns the weeks of the range as they are counted now; a stale one had no turn
 */
export async function countInsight(
  patienceMs: number,
  range?: Pick<InsightRange, "from" | "to">,
): Promise<WeekState[]> {
  const { db } = await database();
  const until = performance.now() + patienceMs;
  const states = await listWeekStates(db, range);
  const counted = new Set<string>();
  for (const { week } of states.filter(({ isStale }) => isStale).sort(byAge)) {
    if (await countWeek(db, week)) counted.add(week);
    if (performance.now() >= until) break;
  }
  const now = await listWeekStates(db, range);
  // What moved a moment ago is looked at once more later, though it is counted.
  return now.map((state) => ({ ...state, isStale: state.isStale && !counted.has(state.week) }));
}

/** Of every minute so much may go into counting: one in twenty of one connection. */
const sweepMs = 3_000;

/** Keeps the counts up with what happens, for whoever looks next. */
export async function sweepInsight(): Promise<void> {
  await countInsight(sweepMs);
}
