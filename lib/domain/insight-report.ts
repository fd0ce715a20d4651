/** From counts to what the page and the files say. Pure: the same numbers stand in charts, tables and CSV. */
import {
  type CohortKind,
  type Count,
  cohortKinds,
  type FunnelStep,
  funnelSteps,
  type LeftStep,
  leftSteps,
} from "./insight";
import { isReasonCode, type ReasonCode } from "./reasons";
import { type CallbackType, callbackTypes } from "./sections";
import type { Standing } from "./standing";

export type StepCounts = Record<FunnelStep, number>;

/** Minutes; null while nobody has finished a stay. `open`: still there, and in neither median nor p90. */
export type StayRow = {
  standing: Standing;
  finished: number;
  medianMinutes: number | null;
  p90Minutes: number | null;
  open: number;
};
export type ReasonRow = { reason: ReasonCode; refusals: number; merchants: number };
/** `overdue`: no verdict yet, and the clock has run out. `keptShare` of all whose clock is over; null when there is none. */
export type ClockRow = {
  type: CallbackType;
  kept: number;
  late: number;
  overdue: number;
  running: number;
  keptShare: number | null;
};
export type LeftRow = { step: LeftStep; merchants: number };

export type InsightReport = {
  steps: StepCounts;
  weeks: { week: string; steps: StepCounts }[];
  kinds: { kind: CohortKind; steps: StepCounts }[];
  stays: StayRow[];
  reasons: ReasonRow[];
  clocks: ClockRow[];
  left: LeftRow[];
};

/** Counts of the whole range, and the funnel's steps apart by week and by kind. */
export type CountedRange = {
  counts: readonly Count[];
  weeks: readonly { week: string; key: string; count: number }[];
  kinds: readonly { kind: CohortKind; key: string; count: number }[];
};

/** In the order in which a merchant goes through them. */
const standingsOnTheWay = [
  "invited",
  "draft",
  "submitting",
  "attention",
  "in_review",
  "needs_correction",
  "approved",
  "not_opened",
  "settlement_held",
  "live",
  "suspended",
  "closed",
] as const satisfies readonly Standing[];

const sum = (rows: readonly { count: number }[]) => rows.reduce((total, { count }) => total + count, 0);

/** The smallest value that at least this share of all reaches (nearest rank), so it is one that somebody had. */
export function rankedValue(values: readonly { value: number; count: number }[], share: number): number | null {
  const rank = Math.ceil(sum(values) * share);
  let seen = 0;
  for (const { value, count } of [...values].sort((one, other) => one.value - other.value)) {
    seen += count;
    if (seen >= rank && count > 0) return value;
  }
  return null;
}

/** Whole percent of a whole; null of nothing. */
export function wholePercent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((100 * part) / whole);
}

function stepCounts(rows: readonly { key: string; count: number }[]): StepCounts {
  const entries = funnelSteps.map((step) => [step, sum(rows.filter(({ key }) => key === step))]);
  return Object.fromEntries(entries) as StepCounts;
}

function stayRows(of: (measure: Count["measure"], key: string) => Count[]): StayRow[] {
  return standingsOnTheWay.flatMap((standing) => {
    const stays = of("stay", standing);
    const [finished, open] = [sum(stays), sum(of("open", standing))];
    if (finished + open === 0) return [];
    return [{ standing, finished, medianMinutes: rankedValue(stays, 0.5), p90Minutes: rankedValue(stays, 0.9), open }];
  });
}

function clockRows(of: (measure: Count["measure"], key: string) => Count[], now: Date): ClockRow[] {
  const minute = Math.floor(now.getTime() / 60_000);
  return callbackTypes.flatMap((type) => {
    const waiting = of("waiting", type);
    const overdue = sum(waiting.filter(({ value }) => value <= minute));
    const running = sum(waiting) - overdue;
    const [kept, late] = [sum(of("kept", type)), sum(of("late", type))];
    if (kept + late + overdue + running === 0) return [];
    return [{ type, kept, late, overdue, running, keptShare: wholePercent(kept, kept + late + overdue) }];
  });
}

function reasonRows(counts: readonly Count[]): ReasonRow[] {
  const codes = [...new Set(counts.flatMap(({ measure, key }) => (measure === "refusal" ? [key] : [])))];
  const total = (measure: Count["measure"], code: string) =>
    sum(counts.filter((count) => count.measure === measure && count.key === code));
  return codes
    .filter(isReasonCode)
    .map((reason) => ({
      reason,
      refusals: total("refusal", reason),
      merchants: total("refused_merchant", reason),
    }))
    .sort(
      (one, other) =>
        other.refusals - one.refusals || other.merchants - one.merchants || (one.reason < other.reason ? -1 : 1),
    );
}

/** What the counts say; `weeks` in the order given, a week that has none with zeros. */
export function insightReport(counted: CountedRange, weeks: readonly string[], now: Date): InsightReport {
  const of = (measure: Count["measure"], key: string) =>
    counted.counts.filter((count) => count.measure === measure && count.key === key);
  return {
    steps: stepCounts(counted.counts.filter(({ measure }) => measure === "step")),
    weeks: weeks.map((week) => ({ week, steps: stepCounts(counted.weeks.filter((row) => row.week === week)) })),
    kinds: cohortKinds.map((kind) => ({ kind, steps: stepCounts(counted.kinds.filter((row) => row.kind === kind)) })),
    stays: stayRows(of),
    reasons: reasonRows(counted.counts),
    clocks: clockRows(of, now),
    left: leftSteps.map((step) => ({ step, merchants: sum(of("left", step)) })),
  };
}
