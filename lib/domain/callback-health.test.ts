import { expect, it, test } from "vitest";
import { type CallbackState, callbackTroublesOf, median } from "./callback-health";

const now = new Date("2026-03-03T08:00:00Z");
const fine: CallbackState = {
  appUrl: "https://portal.example.com",
  isAtDoku: true,
  lastVerifiedAt: new Date("2026-03-03T07:00:00Z"),
  unverifiedToday: 0,
  failedToday: 0,
  clockSeconds: 2,
  now,
};

test.each<[Partial<CallbackState>, string[]]>([
  [{}, []],
  [{ appUrl: "http://localhost:3000" }, ["local"]],
  [{ appUrl: "http://portal.example.com" }, ["plain"]],
  [{ lastVerifiedAt: null }, ["silent"]],
  [{ lastVerifiedAt: new Date("2026-02-20T08:00:00Z") }, ["silent"]],
  [{ lastVerifiedAt: null, isAtDoku: false }, []],
  [{ unverifiedToday: 1, failedToday: 2 }, ["signature", "failed"]],
  [{ clockSeconds: -61 }, ["clock"]],
  [{ clockSeconds: null }, []],
])("%o", (facts, troubles) => {
  expect(callbackTroublesOf({ ...fine, ...facts })).toEqual(troubles);
});

it("takes the middle, whatever waited for half a day", () => {
  expect(median([])).toBeNull();
  expect(median([3])).toBe(3);
  expect(median([1, 43_200, 2])).toBe(2);
  expect(median([1, 2, 3, 4])).toBe(2.5);
});
