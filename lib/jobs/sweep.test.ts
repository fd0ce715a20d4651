import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startSweep } from "./sweep";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("runs at once and again and again, also after a failure, until it is stopped", async () => {
  let runs = 0;
  const stop = await startSweep({
    name: "test",
    everyMs: 1_000,
    run: async () => {
      runs += 1;
      if (runs === 2) throw new Error("once");
    },
  });
  expect(runs).toBe(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(runs).toBe(3);
  stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(runs).toBe(3);
});

it("waits for one that takes longer than its turn", async () => {
  const ends: (() => void)[] = [];
  let slow = false;
  const stop = await startSweep({
    name: "test",
    everyMs: 1_000,
    run: () => new Promise((resolve) => (slow ? ends.push(resolve) : resolve())),
  });
  slow = true;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ends).toHaveLength(2);
  stop();
});
