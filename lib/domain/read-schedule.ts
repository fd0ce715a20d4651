/** When Get business data is read next: seldom while nothing moves, often near a deadline (contract section 4: callbacks can be lost for good). */
import { clockHours, dueSoonFrom } from "./clocks";
import type { OverallState } from "./overall";
import type { Section } from "./sections";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Nothing is expected of DOKU: live with every service active, or stopped, or waiting for the merchant. */
const quietMs: Partial<Record<OverallState, number>> = {
  live: 24 * hourMs,
  suspended: 6 * hourMs,
  not_opened: 6 * hourMs,
  needs_correction: 6 * hourMs,
};
const longestMs = 2 * hourMs;
const nearDeadlineMs = 15 * minuteMs;
const dueSoonMs = 30 * minuteMs;
/** Long past the deadline DOKU is asked less again: by then people talk to it. */
const longOverdueMs = 24 * hourMs;

function clockPaceMs({ type, dueAt }: Pick<Section, "type" | "dueAt">, now: Date): number {
  if (!dueAt || clockHours[type] === null) return longestMs;
  const leftMs = dueAt.getTime() - now.getTime();
  if (leftMs < -longOverdueMs) return longestMs;
  if (leftMs < hourMs) return nearDeadlineMs;
  return now >= dueSoonFrom(type, dueAt) ? dueSoonMs : longestMs;
}

/**
 * The time until the next reading, in milliseconds: a quarter of the time for which nothing has moved, at most two
 * hours, less when a clock runs out, a day or some hours once nothing is expected.
 * @param shortestMs the setting READ_EVERY_SECONDS, in milliseconds: nothing is read more often by the schedule
 */
export function readAfterMs(facts: {
  now: Date;
  lastMovedAt: Date;
  overall: OverallState;
  sections: readonly Pick<Section, "type" | "dueAt">[];
  shortestMs: number;
}): number {
  const { now, lastMovedAt, overall, sections, shortestMs } = facts;
  const isWaiting = sections.some(({ dueAt }) => dueAt !== null);
  const quiet = isWaiting ? undefined : quietMs[overall];
  const backedOff = Math.min(longestMs, (now.getTime() - lastMovedAt.getTime()) / 4);
  const pace = quiet ?? Math.min(backedOff, ...sections.map((section) => clockPaceMs(section, now)));
  return Math.max(shortestMs, pace);
}

/** After a reading that failed, so often in a row: doubled each time, at most an hour. */
export function readAfterFailureMs(failures: number, shortestMs: number): number {
  return Math.min(hourMs, Math.max(shortestMs, 5_000 * 2 ** Math.min(failures, 10)));
}
