import fc from "fast-check";
import { expect, it } from "vitest";
import { type CohortKind, type Count, countsOf, weekOf } from "./insight";
import { histories, historyOf, type MadeHistory } from "./insight.fixture";
import { lastWeeks, listWeeks, maxWeeks, readInsightRange, weeksIn } from "./insight-range";
import { insightReport, rankedValue, wholePercent } from "./insight-report";
import { standings } from "./standing";

const now = new Date("2026-11-20T05:00:00Z");

function reportOf(all: readonly MadeHistory[]) {
  const counted = all.map((made) => ({
    week: weekOf(made.invitedAt),
    kind: made.kind,
    counts: countsOf(historyOf(made)),
  }));
  const steps = (counts: Count[]) => counts.filter(({ measure }) => measure === "step");
  const weeks = listWeeks({ from: "2026-08-31", to: "2026-10-12" });
  return insightReport(
    {
      counts: counted.flatMap(({ counts }) => counts),
      weeks: counted.flatMap(({ week, counts }) => steps(counts).map((count) => ({ week, ...count }))),
      kinds: counted.flatMap(({ kind, counts }) =>
        steps(counts).map((count) => ({ kind: kind as CohortKind, ...count })),
      ),
    },
    weeks,
    now,
  );
}

it("adds up: weeks and kinds to the whole, steps and stays to the invited, and no funnel grows", () => {
  fc.assert(
    fc.property(fc.array(histories, { maxLength: 12 }), (all) => {
      const report = reportOf(all);
      const { steps } = report;
      expect(steps.invited).toBe(all.length);
      for (const parts of [report.weeks, report.kinds]) {
        for (const step of Object.keys(steps) as (keyof typeof steps)[]) {
          expect(parts.reduce((sum, part) => sum + part.steps[step], 0)).toBe(steps[step]);
        }
      }
      for (const { steps: each } of [report, ...report.weeks, ...report.kinds]) {
        expect([each.invited, each.started, each.submitted, each.first_pass, each.first_live]).toEqual(
          [each.invited, each.started, each.submitted, each.first_pass, each.first_live].sort((a, b) => b - a),
        );
        expect(each.live).toBeLessThanOrEqual(each.approved);
        expect(each.approved).toBeLessThanOrEqual(each.submitted);
      }
      expect(report.left.reduce((sum, { merchants }) => sum + merchants, 0)).toBe(steps.invited - steps.submitted);
      for (const { merchants, refusals } of report.reasons) expect(merchants).toBeLessThanOrEqual(refusals);
      expect(report.reasons.map(({ refusals }) => refusals)).toEqual(
        report.reasons.map(({ refusals }) => refusals).sort((a, b) => b - a),
      );
      for (const { keptShare, kept, late, overdue } of report.clocks) {
        expect(keptShare === null).toBe(kept + late + overdue === 0);
        if (keptShare !== null) expect(keptShare >= 0 && keptShare <= 100).toBe(true);
      }
      for (const { finished, medianMinutes, p90Minutes } of report.stays) {
        expect(medianMinutes === null).toBe(finished === 0);
        expect(medianMinutes ?? 0).toBeLessThanOrEqual(p90Minutes ?? 0);
      }
    }),
  );
});

it("has a row for every standing", () => {
  const counts = standings.map((key): Count => ({ measure: "open", key, value: 0, count: 1 }));
  const { stays } = insightReport({ counts, weeks: [], kinds: [] }, [], now);
  expect(stays.map(({ standing }) => standing).sort()).toEqual([...standings].sort());
});

it("ranks as sorting all of them would", () => {
  const counted = fc.array(
    fc.record({ value: fc.integer({ min: 0, max: 50 }), count: fc.integer({ min: 1, max: 4 }) }),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(counted, fc.constantFrom(0.5, 0.9), (values, share) => {
      const all = values.flatMap(({ value, count }) => Array<number>(count).fill(value)).sort((a, b) => a - b);
      expect(rankedValue(values, share)).toBe(all[Math.ceil(all.length * share) - 1]);
    }),
  );
  expect(rankedValue([], 0.5)).toBeNull();
  expect([wholePercent(1, 3), wholePercent(0, 0), wholePercent(7, 7)]).toEqual([33, null, 100]);
});

it("tells a clock that has run out from one that runs, by the minute of looking", () => {
  const sentAt = new Date("2026-11-18T05:00:00Z");
  const history = { attempts: [{ type: "BUSINESS_BANK", attempt: 1, sentAt, decidedAt: null }] } as const;
  const counts = countsOf({
    state: "submitted",
    way: "portal",
    submittedAt: sentAt,
    isKindChosen: true,
    requirements: null,
    slotIds: [],
    completed: [],
    stays: [],
    refusals: [],
    ...history,
  });
  const clock = (at: Date) => insightReport({ counts, weeks: [], kinds: [] }, [], at).clocks[0];
  expect(clock(new Date(now.getTime() - 1))).toMatchObject({ running: 1, overdue: 0, keptShare: null });
  expect(clock(now)).toMatchObject({ running: 0, overdue: 1, keptShare: 0 });
});

it.each([
  [{}, "2026-08-31", "2026-11-16", null, []],
  [{ from: "2026-11-01", to: "2026-11-03", kind: "CORPORATE" }, "2026-10-26", "2026-11-02", "CORPORATE", []],
  [{ from: "", to: "", kind: "" }, "2026-08-31", "2026-11-16", null, []],
  [{ to: "2026-11-03" }, "2026-08-17", "2026-11-02", null, []],
  [{ to: "2099-01-01" }, "2026-08-31", "2026-11-16", null, []],
  [{ from: "kemarin", to: "2026-02-30", kind: ["PERSONAL"] }, "2026-08-31", "2026-11-16", null, ["from", "to", "kind"]],
  [{ from: ["2026-11-01", "x"], kind: "constructor" }, "2026-08-31", "2026-11-16", null, ["from", "kind"]],
  [{ from: "2026-11-10", to: "2026-11-01" }, "2026-08-31", "2026-11-16", null, ["order"]],
  [{ from: "2027-01-01" }, "2026-08-31", "2026-11-16", null, ["order"]],
  [{ from: "1999-01-01" }, "2023-11-20", "2026-11-16", null, ["tooLong"]],
  [{ from: "0001-01-01" }, "2026-08-31", "2026-11-16", null, ["from"]],
])("reads the address %j", (params, from, to, kind, faults) => {
  expect(readInsightRange(params, now)).toEqual({ range: { from, to, kind }, faults });
});

it("takes whatever an address may hold for a range that it can show", () => {
  const part = fc.oneof(
    fc.string(),
    fc.constant(undefined),
    fc.date({ noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10)),
  );
  fc.assert(
    fc.property(part, part, part, (from, to, kind) => {
      const { range } = readInsightRange({ from, to, kind }, now);
      expect(range.from <= range.to && range.to <= weekOf(now)).toBe(true);
      expect(weeksIn(range)).toBeLessThanOrEqual(maxWeeks);
      expect(listWeeks(range)).toHaveLength(weeksIn(range));
    }),
  );
  expect(weeksIn(lastWeeks(4, now))).toBe(4);
});
