import { expect, test } from "vitest";
import { snoozeUntil, wibMoment, wibText } from "./snooze-times";

const text = (at: Date) => wibText(at);

test("puts a case aside until a morning in WIB, also when it is still the day before in UTC", () => {
  // Saturday, 06.30 WIB: in UTC it is Friday.
  const now = new Date("2026-11-20T23:30:00Z");
  expect(text(snoozeUntil("threeHours", now))).toBe("2026-11-21T09:30");
  expect(text(snoozeUntil("tomorrow", now))).toBe("2026-11-22T09:00");
  expect(text(snoozeUntil("threeDays", now))).toBe("2026-11-24T09:00");
  expect(text(snoozeUntil("monday", now))).toBe("2026-11-23T09:00");
});

test("on a Monday it is the next one", () => {
  expect(text(snoozeUntil("monday", new Date("2026-11-23T01:00:00Z")))).toBe("2026-11-30T09:00");
  expect(text(snoozeUntil("monday", new Date("2026-11-22T01:00:00Z")))).toBe("2026-11-23T09:00");
});

test("reads what the field of a date and time holds", () => {
  expect(wibMoment("2026-11-23T09:00")?.toISOString()).toBe("2026-11-23T02:00:00.000Z");
  for (const wrong of ["", "2026-11-23", "2026-13-23T09:00", "tomorrow"]) expect(wibMoment(wrong)).toBeNull();
});
