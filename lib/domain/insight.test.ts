import fc from "fast-check";
import { expect, it } from "vitest";
import { countsOf, leftAt, milestonesOf, stayMinutes, stepsOf, weekAfter, weekOf } from "./insight";
import { histories, historyOf } from "./insight.fixture";

const hourMs = 3_600_000;

it("puts a moment into the week that begins on Monday in WIB", () => {
  expect(weekOf(new Date("2026-11-22T16:59:59.999Z"))).toBe("2026-11-16");
  expect(weekOf(new Date("2026-11-22T17:00:00Z"))).toBe("2026-11-23");
  expect(weekOf(new Date("1969-12-31T12:00:00Z"))).toBe("1969-12-29");
  expect(weekAfter("2026-12-28", 1)).toBe("2027-01-04");
  fc.assert(
    fc.property(
      fc.date({ min: new Date("1971-01-01"), max: new Date("2999-01-01"), noInvalidDate: true }),
      (moment) => {
        const week = weekOf(moment);
        const wib = (date: string) => new Date(`${date}T00:00:00+07:00`);
        expect(new Date(week).getUTCDay()).toBe(1);
        expect(moment >= wib(week) && moment < wib(weekAfter(week, 1))).toBe(true);
      },
    ),
  );
});

it("rounds a stay down and never changes which of two is longer", () => {
  expect([59.9, 60, 61, 179, 14_399, 14_400, 20_000].map((minutes) => stayMinutes(minutes * 60_000))).toEqual([
    59, 60, 60, 120, 14_340, 14_400, 18_720,
  ]);
  expect(stayMinutes(-5)).toBe(0);
  const stay = fc.integer({ min: 0, max: 400 * 24 * hourMs });
  fc.assert(
    fc.property(stay, stay, (one, other) => {
      expect(stayMinutes(Math.min(one, other))).toBeLessThanOrEqual(stayMinutes(Math.max(one, other)));
      expect(stayMinutes(one)).toBeLessThanOrEqual(one / 60_000);
    }),
  );
});

it("reaches no step without the one before, and live none without approved", () => {
  fc.assert(
    fc.property(histories, (made) => {
      const steps = stepsOf(historyOf(made));
      const straight = ["invited", "started", "submitted", "first_pass", "first_live"] as const;
      const reached = straight.map((step) => steps.includes(step));
      expect(reached).toEqual([...reached].sort((one, other) => Number(other) - Number(one)));
      const whole = (["invited", "started", "submitted", "approved", "live"] as const).map((step) =>
        steps.includes(step),
      );
      expect(whole).toEqual([...whole].sort((one, other) => Number(other) - Number(one)));
      for (const [part, all] of [
        ["first_pass", "approved"],
        ["first_live", "live"],
      ] as const) {
        if (steps.includes(part)) expect(steps).toContain(all);
      }
    }),
  );
});

it("finds each merchant either registered or at exactly one step", () => {
  fc.assert(
    fc.property(histories, (made) => {
      const history = historyOf(made);
      const counts = countsOf(history);
      expect(counts.filter(({ measure }) => measure === "left")).toHaveLength(history.submittedAt ? 0 : 1);
      expect(stepsOf(history).includes("submitted")).toBe(leftAt(history) === null);
      if (leftAt(history) === "never_came") expect(stepsOf(history)).toEqual(["invited"]);
    }),
  );
});

it("counts each stay, each verdict and each reason once", () => {
  fc.assert(
    fc.property(histories, (made) => {
      const history = historyOf(made);
      const counts = countsOf(history);
      const of = (...measures: string[]) => counts.filter(({ measure }) => measures.includes(measure)).length;
      expect(of("stay", "open")).toBe(history.stays.length);
      expect(of("kept", "late")).toBe(
        history.attempts.filter(({ type, decidedAt }) => decidedAt && type !== "BRAND.OPERATIONAL_STATUS").length,
      );
      expect(of("refused_merchant")).toBe(new Set(history.refusals.map(({ reason }) => reason)).size);
      expect(of("refused_merchant")).toBeLessThanOrEqual(of("refusal"));
      expect(of("refusal")).toBeLessThanOrEqual(history.refusals.length);
    }),
  );
});

it("forgets no first pass because a later change is refused", () => {
  const at = (hours: number) => new Date(Date.parse("2026-11-02T03:00:00Z") + hours * hourMs);
  const stays = [
    { standing: "in_review", at: at(0), leftAt: at(10) },
    { standing: "live", at: at(10), leftAt: null },
  ] as const;
  const refusedAt = (hours: number) => ({ type: "BUSINESS_BANK", attempt: 1, reason: "OTHER", at: at(hours) }) as const;
  const isFirstPass = (...refusals: ReturnType<typeof refusedAt>[]) =>
    milestonesOf({ submittedAt: at(0), stays, refusals }).isFirstPass;
  expect([isFirstPass(), isFirstPass(refusedAt(5)), isFirstPass(refusedAt(500))]).toEqual([true, false, true]);
});
