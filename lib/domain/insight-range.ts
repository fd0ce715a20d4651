/** The weeks and the kind of business that insight looks at, from an address that anybody may have written by hand. */
import { z } from "zod";
import { type CohortKind, cohortKinds, weekAfter, weekOf } from "./insight";

/** Mondays, both included. `kind` null: all. */
export type InsightRange = { from: string; to: string; kind: CohortKind | null };

export const rangeFaults = ["from", "to", "kind", "order", "tooLong"] as const;
export type RangeFault = (typeof rangeFaults)[number];

const usualWeeks = 12;
/** Three years. */
export const maxWeeks = 157;

const dateSchema = z.iso.date().refine((date) => Number(date.slice(0, 4)) >= 1970);
const weekOfDate = (date: string) => weekOf(new Date(`${date}T00:00:00+07:00`));

/** How many weeks a range has. */
export function weeksIn({ from, to }: Pick<InsightRange, "from" | "to">): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / (7 * 86_400_000)) + 1;
}

/** The last so many weeks, this one included. */
export function lastWeeks(weeks: number, now: Date): { from: string; to: string } {
  const to = weekOf(now);
  return { from: weekAfter(to, 1 - weeks), to };
}

/**
 * Reads `from`, `to` (YYYY-MM-DD, widened to whole weeks) and `kind`. What is missing or can't be read is taken as the
 * last twelve weeks and all kinds; `faults` says what could not be read, in the order of `rangeFaults`.
 */
export function readInsightRange(
  params: Record<string, unknown>,
  now: Date,
): { range: InsightRange; faults: RangeFault[] } {
  const faults = new Set<RangeFault>();
  const read = <T>(name: "from" | "to" | "kind", schema: z.ZodType<T>): T | null => {
    const given = params[name];
    if (given === undefined || given === "") return null;
    const parsed = schema.safeParse(given);
    if (parsed.success) return parsed.data;
    faults.add(name);
    return null;
  };
  const kind = read("kind", z.enum(cohortKinds));
  const fromDate = read("from", dateSchema);
  const toDate = read("to", dateSchema);
  const thisWeek = weekOf(now);
  // Nobody is invited in the future.
  let to = toDate !== null && weekOfDate(toDate) < thisWeek ? weekOfDate(toDate) : thisWeek;
  let from = fromDate === null ? weekAfter(to, 1 - usualWeeks) : weekOfDate(fromDate);
  if (from > to) {
    faults.add("order");
    ({ from, to } = lastWeeks(usualWeeks, now));
  }
  if (weeksIn({ from, to }) > maxWeeks) {
    faults.add("tooLong");
    from = weekAfter(to, 1 - maxWeeks);
  }
  return { range: { from, to, kind }, faults: rangeFaults.filter((fault) => faults.has(fault)) };
}

/** Every week of a range, the first one first. */
export function listWeeks({ from, to }: Pick<InsightRange, "from" | "to">): string[] {
  return Array.from({ length: weeksIn({ from, to }) }, (_, index) => weekAfter(from, index));
}

/** The last day of the last week, a Sunday. */
export function lastDayOf({ to }: Pick<InsightRange, "to">): string {
  return new Date(Date.parse(to) + 6 * 86_400_000).toISOString().slice(0, 10);
}

/** What `readInsightRange` reads as this range: the query part of an address. */
export function rangeQuery(range: InsightRange): string {
  const { from, kind } = range;
  return new URLSearchParams({ from, to: lastDayOf(range), ...(kind ? { kind } : {}) }).toString();
}
