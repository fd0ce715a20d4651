/** Never trust order: which report about one entity counts, whatever order, repetition or loss (contract section 10). Pure. */
import type { EntityState } from "../domain/sections";

/** What we hold of an entity; `attempt` is how often it was sent to DOKU. */
export type Held = { state: EntityState; dokuTime: Date | null; attempt: number };
export type Report = { state: EntityState; dokuTime: Date | null };

const leavesApproval = (held: Held, report: Report) => held.state === "approved" && report.state !== "approved";

/** A reading's time is cut to whole seconds: what lies in that second may be older than it. */
function isSameSecond(read: Date, told: Date): boolean {
  return read.getMilliseconds() === 0 && told.getTime() - read.getTime() < 1_000;
}

/**
 * Why a callback must not change the entity, or null when it may. Times are compared on DOKU's clock only. One without
 * a time never leaves an approval and never touches what was sent again since: the reading decides about those, and about
 * one that would leave an approval within the second in which that was read.
 */
export function reasonToIgnore(held: Held | null, report: Report): "no_time" | "older" | "same" | "same_time" | null {
  if (!held) return null;
  if (!report.dokuTime) {
    return held.attempt > 1 || leavesApproval(held, report) ? "no_time" : null;
  }
  if (!held.dokuTime) return null;
  if (report.dokuTime < held.dokuTime) return "older";
  if (isSameSecond(held.dokuTime, report.dokuTime) && leavesApproval(held, report)) return "same_time";
  if (report.dokuTime.getTime() === held.dokuTime.getTime()) return report.state === held.state ? "same" : "same_time";
  return null;
}

/**
 * Why a callback must not bring an entity in that we do not hold, or null when it may. It may be one that a correction
 * took away, or one under another id: what is older than our knowledge of its kind, or has no time, the reading decides.
 * @param kin what we hold of the same type
 */
export function reasonToIgnoreStranger(
  kin: readonly Pick<Held, "dokuTime">[],
  report: Report,
): "no_time" | "older" | null {
  if (kin.length === 0) return null;
  const { dokuTime } = report;
  if (!dokuTime) return "no_time";
  return kin.some((one) => one.dokuTime && one.dokuTime >= dokuTime) ? "older" : null;
}

/** DOKU answers in whole seconds, so a reading may seem older than a callback of the same second. */
export function laterOf(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a > b ? a : b;
}
