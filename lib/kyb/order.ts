/** Never trust order: which report about one entity counts, whatever order, repetition or loss (contract section 10). Pure. */
import type { EntityState } from "../domain/sections";

/** What we hold of an entity; `attempt` is how often it was sent to DOKU. */
export type Held = { state: EntityState; dokuTime: Date | null; attempt: number };
export type Report = { state: EntityState; dokuTime: Date | null };

/**
 * Why a callback must not change the entity, or null when it may. Times are compared on DOKU's clock only. One without
 * a time never leaves an approval and never touches what was sent again since: the reading decides about those.
 */
export function reasonToIgnore(held: Held | null, report: Report): "no_time" | "older" | "same" | "same_time" | null {
  if (!held) return null;
  if (!report.dokuTime) {
    const isRisky = held.attempt > 1 || (held.state === "approved" && report.state !== "approved");
    return isRisky ? "no_time" : null;
  }
  if (!held.dokuTime) return null;
  if (report.dokuTime < held.dokuTime) return "older";
  if (report.dokuTime.getTime() === held.dokuTime.getTime()) return report.state === held.state ? "same" : "same_time";
  return null;
}

/** DOKU answers in whole seconds, so a reading may seem older than a callback of the same second. */
export function laterOf(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a > b ? a : b;
}
