import fc from "fast-check";
import { expect, it, test } from "vitest";
import { matterOf, nextReminderAt } from "./reminders";
import { standings } from "./standing";

const since = new Date("2026-03-01T00:00:00Z");
const hoursAfter = (hours: number) => new Date(since.getTime() + hours * 3_600_000);

test("reminds of what only the merchant can do, and of nothing else", () => {
  const reminded = standings.filter((standing) => matterOf({ standing, way: "portal" }) !== null);
  expect(reminded.sort()).toEqual(["draft", "invited", "needs_correction"]);
  expect(standings.filter((standing) => matterOf({ standing, way: "lite" }) !== null)).toEqual([]);
});

test.each([
  [[24, 72, 168], 0, 24],
  [[24, 72, 168], 1, 48],
  [[24, 72, 168], 2, 96],
  [[24, 72, 168], 3, null],
  [[], 0, null],
  [[5], 7, null],
] as const)("after %o and %i reminders in %s hours", (hours, reminded, next) => {
  expect(nextReminderAt(hours, reminded, since)).toEqual(next === null ? null : hoursAfter(next));
});

it("comes to an end, however the times are set, and never before now", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 2_160 }), { maxLength: 5 }), (hours) => {
      let at: Date | null = since;
      for (let reminded = 0; reminded <= hours.length; reminded += 1) {
        const before: Date = at;
        at = nextReminderAt(hours, reminded, before);
        if (at === null) {
          expect(reminded).toBe(hours.length);
          return;
        }
        expect(at.getTime()).toBeGreaterThan(before.getTime());
      }
    }),
  );
});
