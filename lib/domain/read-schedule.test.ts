import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dueAfter } from "./clocks";
import { type OverallState, overallStates } from "./overall";
import { readAfterFailureMs, readAfterMs } from "./read-schedule";
import { type CallbackType, callbackTypes } from "./sections";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const sentAt = new Date("2026-11-21T02:00:00Z");
const shortestMs = 30_000;

type Waiting = { type: CallbackType; dueAt: Date | null };
const waitingFor = (...types: CallbackType[]): Waiting[] =>
  types.map((type) => ({ type, dueAt: dueAfter(type, sentAt) }));

/** The wait at so many milliseconds after the sending, when nothing has moved since `movedMs` after it. */
function waitAt(ms: number, sections: Waiting[], { overall = "in_review" as OverallState, movedMs = 0 } = {}): number {
  const [now, lastMovedAt] = [ms, movedMs].map((one) => new Date(sentAt.getTime() + one));
  if (!now || !lastMovedAt) throw new Error("no time");
  return readAfterMs({ now, lastMovedAt, overall, sections, shortestMs });
}

describe("a reading follows", () => {
  test("at once while things move, and later and later while nothing does", () => {
    const waits = [0, minute, 10 * minute, hour, 4 * hour, 12 * hour].map((ms) => waitAt(ms, waitingFor("BUSINESS")));
    expect(waits[0]).toBe(shortestMs);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.at(-1)).toBe(2 * hour);
  });

  test("soon again once something has moved", () => {
    expect(waitAt(12 * hour, waitingFor("BUSINESS"), { movedMs: 12 * hour })).toBe(shortestMs);
  });

  test("more often near the deadline, and often when it has passed", () => {
    const waits = [12 * hour, 40 * hour, 47.5 * hour, 49 * hour].map((ms) => waitAt(ms, waitingFor("BUSINESS")));
    const [idle = 0, soon = 0, near = 0, over = 0] = waits;
    expect(soon).toBeLessThan(idle);
    expect(near).toBeLessThan(soon);
    expect(over).toBe(near);
    expect(near).toBeLessThanOrEqual(15 * minute);
  });

  test("seldom again long after the deadline", () => {
    expect(waitAt(5 * day, waitingFor("BUSINESS"))).toBe(2 * hour);
  });

  test("as often as the most urgent section wants", () => {
    const both = waitingFor("BUSINESS", "BRAND_PRODUCT");
    expect(waitAt(47.5 * hour, both)).toBe(waitAt(47.5 * hour, waitingFor("BUSINESS")));
    expect(waitAt(119.5 * hour, both)).toBe(waitAt(119.5 * hour, waitingFor("BRAND_PRODUCT")));
  });

  test.each([
    ["live", day],
    ["suspended", 6 * hour],
    ["not_opened", 6 * hour],
    ["needs_correction", 6 * hour],
  ] as const)("hardly ever, when %s and nothing is out", (overall, wait) => {
    const decided = callbackTypes.map((type) => ({ type, dueAt: null }));
    for (const ms of [0, hour, 30 * day]) expect(waitAt(ms, decided, { overall })).toBe(wait);
  });

  test("as usual for the services of a live business and for what stands beside a refusal", () => {
    for (const overall of ["live", "needs_correction"] as const) {
      const waiting = waitingFor("BRAND_PRODUCT");
      expect(waitAt(hour, waiting, { overall })).toBe(waitAt(hour, waiting));
    }
  });

  test("within two hours of an approval that is not live yet", () => {
    expect(waitAt(30 * day, [], { overall: "approved" })).toBe(2 * hour);
  });
});

const facts = fc.record({
  ms: fc.integer({ min: 0, max: 20 * day }),
  movedMs: fc.integer({ min: 0, max: 20 * day }),
  overall: fc.constantFrom(...overallStates),
  types: fc.uniqueArray(fc.constantFrom(...callbackTypes)),
});

test("never more often than set, never less than once a day, whatever the clocks say", () => {
  fc.assert(
    fc.property(facts, ({ ms, movedMs, overall, types }) => {
      const wait = waitAt(ms, waitingFor(...types), { overall, movedMs });
      expect(wait).toBeGreaterThanOrEqual(shortestMs);
      expect(wait).toBeLessThanOrEqual(day);
    }),
  );
  const slow = { now: sentAt, lastMovedAt: sentAt, overall: "live", sections: [], shortestMs: 2 * day } as const;
  expect(readAfterMs(slow)).toBe(2 * day);
});

test("the longer nothing has moved, the longer the wait", () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 0, max: 20 * day }), ({ ms, movedMs, overall, types }, other) => {
      const [longAgo, lately] = [Math.min(movedMs, other), Math.max(movedMs, other)];
      const waiting = waitingFor(...types);
      const wait = waitAt(ms, waiting, { overall, movedMs: longAgo });
      expect(wait).toBeGreaterThanOrEqual(waitAt(ms, waiting, { overall, movedMs: lately }));
    }),
  );
});

test("one more clock never makes a waiting application read later", () => {
  fc.assert(
    fc.property(facts, fc.constantFrom(...callbackTypes), ({ ms, movedMs, overall, types }, more) => {
      const waiting = waitingFor(...types);
      if (!waiting.some(({ dueAt }) => dueAt)) return;
      const wait = waitAt(ms, [...waiting, ...waitingFor(more)], { overall, movedMs });
      expect(wait).toBeLessThanOrEqual(waitAt(ms, waiting, { overall, movedMs }));
    }),
  );
});

test("failed readings are tried again later each time, within the hour", () => {
  const waits = Array.from({ length: 20 }, (_, failures) => readAfterFailureMs(failures, shortestMs));
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits[0]).toBe(shortestMs);
  expect(waits.at(-1)).toBe(hour);
});
