import { describe, expect, test } from "vitest";
import { modeAfter, readPoll, readRevision, readTabMessage, reconnectDelayMs, refreshDelayMs } from "./feed-rules";
import { relativeText } from "./relative-text";

describe("when to try again", () => {
  test("two failures are tried again at once, the third begins polling", () => {
    expect([1, 2, 3, 4].map(modeAfter)).toEqual(["connecting", "connecting", "polling", "polling"]);
  });
  test("waits double, spread by half either way", () => {
    expect([1, 2, 3].map((failures) => reconnectDelayMs(failures, 0.5))).toEqual([1000, 2000, 4000]);
    expect(reconnectDelayMs(1, 0)).toBe(500);
    expect(reconnectDelayMs(1, 1)).toBe(1500);
  });
  test("refreshes are at least a second apart", () => {
    expect(refreshDelayMs(0, 5000)).toBe(0);
    expect(refreshDelayMs(4800, 5000)).toBe(800);
  });
});

test("an answer is a revision or nothing", () => {
  expect(readRevision('{"revision":7}')).toBe(7);
  for (const text of ["", "{", "7", "null", '{"revision":"7"}', "{}"]) expect(readRevision(text)).toBeNull();
});

test("a closed door ends the feed, a broken server does not", () => {
  expect([200, 304, 401, 403, 404, 429, 500, 503].map(readPoll)).toEqual([
    "changed",
    "unchanged",
    "signed-out",
    "signed-out",
    "signed-out",
    "failed",
    "failed",
    "failed",
  ]);
});

test("messages of other tabs are checked before they are believed", () => {
  expect(readTabMessage({ kind: "ask" })).toEqual({ kind: "ask" });
  expect(readTabMessage({ kind: "tell", mode: "live", revision: 3, more: 1 })).toEqual({
    kind: "tell",
    mode: "live",
    revision: 3,
  });
  for (const data of [
    null,
    "tell",
    {},
    { kind: "tell" },
    { kind: "tell", mode: "dead", revision: 1 },
    { kind: "tell", mode: "live", revision: "1" },
  ]) {
    expect(readTabMessage(data)).toBeNull();
  }
});

test("how long ago, in both languages", () => {
  const now = Date.parse("2026-11-21T10:00:00Z");
  const ago = (ms: number, locale = "en") => relativeText(locale, now - ms, now, "just now");
  expect(ago(-5000)).toBe("just now");
  expect(ago(59_000)).toBe("just now");
  expect(ago(60_000)).toBe("1 minute ago");
  expect(ago(3 * 60_000, "id")).toBe("3 menit yang lalu");
  expect(ago(119 * 60_000)).toBe("1 hour ago");
  expect(ago(49 * 3_600_000)).toBe("2 days ago");
});
