import { expect, it } from "vitest";
import { retryAfterOf } from "./answer-times";

const now = new Date("2026-11-21T10:00:00Z");
const dokuClock = "Sat, 21 Nov 2026 10:05:00 GMT";

it.each<[string, string | null, number | null]>([
  ["seconds", "120", 120_000],
  ["no seconds", "0", 0],
  ["seconds beyond all limits", "99999999999999999999", Number.MAX_SAFE_INTEGER],
  ["a date on DOKU's clock", "Sat, 21 Nov 2026 10:06:00 GMT", 60_000],
  ["a date that is over", "Sat, 21 Nov 2026 09:00:00 GMT", 0],
  ["nothing", null, null],
  ["less than nothing", "-5", null],
  ["nonsense", "soon", null],
  ["a year", "2027-", null],
])("reads a Retry-After of %s", (_, value, expected) => {
  const headers = new Headers({ Date: dokuClock, ...(value === null ? {} : { "Retry-After": value }) });
  expect(retryAfterOf(headers, now)).toBe(expected);
});

it("compares a date with our own clock when DOKU's is not there", () => {
  const headers = new Headers({ "Retry-After": dokuClock });
  expect(retryAfterOf(headers, now)).toBe(300_000);
});
