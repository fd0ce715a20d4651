import { describe, expect, test } from "vitest";
import { needs } from "./needs";
import { type NeedMoments, queuePlace } from "./queue-place";

const now = new Date("2026-11-21T10:00:00Z");
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const nowhere = { needs: [], needsAt: null };

function place(moments: NeedMoments, other: Partial<Parameters<typeof queuePlace>[0]> = {}) {
  return queuePlace({ moments, dueSoonAt: null, snoozedUntil: null, before: nowhere, now, ...other });
}

describe("a merchant's place in the queue", () => {
  test("is none without a need or a clock, whatever it was snoozed for", () => {
    expect(place({})).toEqual(nowhere);
    expect(place({}, { snoozedUntil: hours(5) })).toEqual(nowhere);
  });

  test("is that of its first need, and the needs stand in the order of the desk", () => {
    const moments = { drift: hours(-1), rejected: hours(-3), second: hours(-5) };
    expect(place(moments)).toEqual({ needs: ["rejected", "second", "drift"], needsAt: hours(-5) });
  });

  test("begins when a running clock becomes due soon, or with a need before that", () => {
    expect(place({}, { dueSoonAt: hours(4) })).toEqual({ needs: [], needsAt: hours(4) });
    expect(place({ rejected: hours(-2) }, { dueSoonAt: hours(4) }).needsAt).toEqual(hours(-2));
    expect(place({ rejected: hours(-2) }, { dueSoonAt: hours(-6) }).needsAt).toEqual(hours(-6));
  });

  test("comes back when a snooze is over, by time alone", () => {
    const at = (snoozedUntil: Date) => place({ rejected: hours(-2) }, { snoozedUntil }).needsAt;
    expect(at(hours(8))).toEqual(hours(8));
    expect(at(hours(-1))).toEqual(hours(-1));
    expect(at(hours(-9))).toEqual(hours(-2));
  });

  test("keeps since when a need without a moment of its own is there, and asks nothing of the future", () => {
    expect(place({ unread: null }).needsAt).toEqual(now);
    const kept = { needs: ["unread" as const], needsAt: hours(-7) };
    expect(place({ unread: null }, { before: kept }).needsAt).toEqual(hours(-7));
    expect(place({ unread: null }, { before: { ...kept, needsAt: hours(7) } }).needsAt).toEqual(now);
    expect(place({ unread: null }, { before: { needs: ["drift"], needsAt: hours(-7) } }).needsAt).toEqual(now);
  });

  test("is the same when it is worked out again", () => {
    for (const need of needs) {
      const once = place({ [need]: null }, { dueSoonAt: hours(3) });
      expect(place({ [need]: null }, { dueSoonAt: hours(3), before: once, now: hours(1) })).toEqual(once);
    }
  });
});
