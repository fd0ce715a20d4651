import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  admissionOf,
  afterCall,
  type Breaker,
  type CallOutcome,
  cappedRetryAfter,
  failuresToOpen,
  inARowMs,
  isDokuDown,
  pauseMs,
  probeUntil,
  waitOf,
} from "./breaker";
import { dokuErrorKinds } from "./failure";

const start = Date.parse("2026-11-21T10:00:00Z");
const at = (ms: number) => new Date(start + ms);
const outcome = (kind: CallOutcome["kind"], retryAfterMs: number | null = null): CallOutcome => {
  return { kind, status: null, retryAfterMs };
};
const step = (before: Breaker | null, call: CallOutcome, ms: number, isProbe = false) =>
  afterCall(before, call, { isProbe, now: at(ms), random: 0.5 });
const failed = (times: number, ms = 0) =>
  Array.from({ length: times }).reduce<Breaker | null>((breaker) => step(breaker, outcome("timeout"), ms), null);

describe("a breaker", () => {
  it("opens after five failures in a row, of whatever kind", () => {
    const four = failed(failuresToOpen - 1);
    expect(admissionOf(four, at(0))).toBe("go");
    const five = step(four, outcome("network"), 10);
    expect(five).toMatchObject({ openedAt: at(10), nextTryAt: at(5_010), failures: 5, kind: "network" });
    expect([0, 5_009, 5_010].map((ms) => admissionOf(five, at(ms)))).toEqual(["wait", "wait", "probe"]);
    expect(waitOf(five, at(1_010))).toBe(4_000);
    expect(waitOf(five, at(9_000))).toBe(0);
  });

  it.each(["ok", "rejected", "auth", "not_found", "conflict", "unreadable"] as const)(
    "begins anew when DOKU says anything about a call: %s",
    (kind) => {
      const heard = step(failed(4), outcome(kind), 10);
      expect(heard).toMatchObject({ failures: 0, openedAt: null, changedAt: at(10) });
      expect(admissionOf(step(heard, outcome("timeout"), 20), at(20))).toBe("go");
      expect(step(null, outcome(kind), 0)).toBeNull();
    },
  );

  it("takes failures that are far apart for none in a row", () => {
    expect(step(failed(4), outcome("timeout"), inARowMs + 1)).toMatchObject({ failures: 1, openedAt: null });
  });

  it("believes a Retry-After at once, for everybody up to five minutes, for the call that was told up to an hour", () => {
    expect(step(null, outcome("rate_limited", 30_000), 0)).toMatchObject({ nextTryAt: at(30_000) });
    expect(step(null, outcome("rate_limited", 9e15), 0)).toMatchObject({ nextTryAt: at(300_000) });
    expect(cappedRetryAfter(9e15)).toBe(3_600_000);
    expect(step(null, outcome("rate_limited"), 0)).toMatchObject({ failures: 1, openedAt: null });
    expect(cappedRetryAfter(null)).toBe(0);
  });

  it("waits longer after each try that failed, and is closed by the first that does not", () => {
    let breaker = failed(5);
    const waits: number[] = [];
    for (let probe = 0; probe < 5; probe += 1) {
      const now = (breaker?.nextTryAt?.getTime() ?? 0) - start;
      breaker = step(breaker, outcome("timeout"), now, true);
      waits.push((breaker?.nextTryAt?.getTime() ?? 0) - start - now);
      expect(breaker?.openedAt).toEqual(at(0));
    }
    expect(waits).toEqual([10_000, 10_000, 10_000, 10_000, 10_000]);
    expect(step(breaker, outcome("rejected"), 1e6, true)).toMatchObject({ openedAt: null, nextTryAt: null });
  });

  it("hears nothing from calls that were under way when it opened", () => {
    const open = failed(5);
    expect(step(open, outcome("ok"), 10)).toBe(open);
    expect(step(open, outcome("timeout"), 10)).toBe(open);
  });

  it("gives up a try whose process is gone", () => {
    expect(probeUntil(20_000, at(0))).toEqual(at(25_000));
  });

  it("never waits without an end, and is closed by an answer from any state it can come to", () => {
    const call = fc.record({
      kind: fc.constantFrom("ok" as const, ...dokuErrorKinds),
      status: fc.constant(null),
      retryAfterMs: fc.option(fc.integer({ min: 0, max: 1e12 })),
    });
    const history = fc.array(
      fc.record({
        call,
        afterMs: fc.integer({ min: 0, max: 120_000 }),
        random: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(history, (calls) => {
        let breaker: Breaker | null = null;
        let now = start;
        for (const { call, afterMs, random } of calls) {
          now += afterMs;
          const admission = admissionOf(breaker, new Date(now));
          if (admission === "wait") continue;
          breaker = afterCall(breaker, call, { isProbe: admission === "probe", now: new Date(now), random });
          if (!isDokuDown(call.kind)) expect(breaker?.openedAt ?? null).toBeNull();
          expect(waitOf(breaker, new Date(now))).toBeLessThanOrEqual(3_600_000);
          expect((breaker?.openedAt ?? null) === null).toBe((breaker?.nextTryAt ?? null) === null);
        }
        const later = new Date(now + 3_600_001);
        expect(admissionOf(breaker, later)).not.toBe("wait");
        const isProbe = admissionOf(breaker, later) === "probe";
        const after = afterCall(breaker, outcome("ok"), { isProbe, now: later, random: 0 });
        expect(admissionOf(after, later)).toBe("go");
      }),
    );
  });

  it("spreads its pauses, so that processes do not try in step", () => {
    expect([0, 0.5, 1].map((random) => pauseMs(1, null, random))).toEqual([8_000, 10_000, 12_000]);
  });
});
