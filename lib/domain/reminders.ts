/** When a merchant who does nothing is reminded, and of what: pure. */
import type { ApplicationWay } from "./applications";
import type { Standing } from "./standing";

/** What only the merchant can do: come, send what is begun, correct what was refused. */
export const reminderMatters = ["invited", "draft", "needs_correction"] as const;
export type ReminderMatter = (typeof reminderMatters)[number];

/** What a merchant who stands here is reminded of; null for nothing. On DOKU's own way it is DOKU who reminds. */
export function matterOf({ standing, way }: { standing: Standing; way: ApplicationWay }): ReminderMatter | null {
  return (way === "portal" && reminderMatters.find((matter) => matter === standing)) || null;
}

const hourMs = 3_600_000;

/**
 * When the next reminder is due; null for no more.
 * @param hours after the last deed, rising
 * @param reminded how many there were since then; each gap counts from the one before, so that none crowd after a pause
 * @param since the last deed, or the last reminder
 */
export function nextReminderAt(hours: readonly number[], reminded: number, since: Date): Date | null {
  const next = hours[reminded];
  if (next === undefined) return null;
  const gap = next - (reminded > 0 ? (hours[reminded - 1] ?? 0) : 0);
  return new Date(since.getTime() + Math.max(1, gap) * hourMs);
}
