import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SendOutcome } from "./send-file";
import { createUploadQueue } from "./upload-queue";

type Try = { key: string; progress: (part: number) => void; answer: (outcome: SendOutcome) => Promise<void> };

let tries: Try[];
let online: boolean;
let aborted: string[];
let random: number;

beforeEach(() => {
  vi.useFakeTimers();
  [tries, online, aborted, random] = [[], true, [], 0.5];
});
afterEach(() => {
  vi.useRealTimers();
});

const failure: SendOutcome = { kind: "failed", fault: { key: "file.failed" } };
const stored = (id: string): SendOutcome => ({
  kind: "stored",
  file: { id, mediaType: "image/jpeg", bytes: 1, width: 1, height: 1 },
});

function queue() {
  let keys = 0;
  return createUploadQueue({
    isOnline: () => online,
    newKey: () => `k${++keys}`,
    random: () => random,
    send: (_, key, progress, signal) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => aborted.push(key));
        const answer = async (outcome: SendOutcome) => {
          resolve(outcome);
          await vi.advanceTimersByTimeAsync(0);
        };
        tries.push({ key, progress, answer });
      }),
  });
}
const photo = new File(["x"], "a.jpg");
const states = (one: ReturnType<typeof queue>) => one.list().map(({ state }) => state.kind);

test("sends one after the other and tells how far it is", async () => {
  const one = queue();
  one.add(photo, null);
  one.add(photo, null);
  expect(states(one)).toEqual(["sending", "waiting"]);
  tries[0]?.progress(0.456);
  expect(one.list()[0]?.state).toEqual({ kind: "sending", percent: 45 });
  tries[0]?.progress(1);
  expect(states(one)).toEqual(["checking", "waiting"]);
  await tries[0]?.answer(stored("a"));
  expect(states(one)).toEqual(["stored", "sending"]);
  expect(one.isBusy()).toBe(true);
  await tries[1]?.answer(stored("b"));
  expect(one.isBusy()).toBe(false);
});

test("tries again by itself, with the same key, ever later, and then leaves it to the person", async () => {
  const one = queue();
  one.add(photo, null);
  for (const seconds of [1, 2, 4, 8, 15, 30, 30, 30]) {
    await tries.at(-1)?.answer(failure);
    expect(one.list()[0]?.state).toEqual({ kind: "pausing", seconds, because: "connection" });
    await vi.advanceTimersByTimeAsync(seconds * 1000);
    expect(states(one)).toEqual(["sending"]);
  }
  await tries.at(-1)?.answer(failure);
  expect(one.list()[0]?.state).toEqual({ kind: "refused", fault: { key: "file.failed" }, canRetry: true });
  expect(new Set(tries.map(({ key }) => key))).toEqual(new Set(["k1"]));
  one.retry("k1");
  await tries.at(-1)?.answer(stored("a"));
  expect(states(one)).toEqual(["stored"]);
});

test("comes back a little sooner or later than the others", async () => {
  const one = queue();
  one.add(photo, null);
  await tries[0]?.answer(failure);
  await vi.advanceTimersByTimeAsync(1_000);
  random = 0;
  await tries[1]?.answer(failure);
  expect(one.list()[0]?.state).toMatchObject({ kind: "pausing", seconds: 2 });
  await vi.advanceTimersByTimeAsync(1_499);
  expect(states(one)).toEqual(["pausing"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(states(one)).toEqual(["sending"]);
});

test("waits for a storage of ours that is full as long as the page is open, and says that it is ours", async () => {
  const one = queue();
  one.add(photo, null);
  for (let count = 0; count < 20; count += 1) {
    await tries.at(-1)?.answer({ kind: "failed", fault: { key: "storageFull" } });
    expect(one.list()[0]?.state).toMatchObject({ kind: "pausing", because: "storage" });
    await vi.advanceTimersByTimeAsync(60_000);
  }
  await tries.at(-1)?.answer({ kind: "failed", fault: { key: "unavailable" } });
  expect(one.list()[0]?.state).toMatchObject({ kind: "pausing", seconds: 60, because: "busy" });
  await vi.advanceTimersByTimeAsync(60_000);
  await tries.at(-1)?.answer(stored("a"));
  expect(states(one)).toEqual(["stored"]);
});

test("waits for the network without counting, and goes on when it is back", async () => {
  const one = queue();
  one.add(photo, null);
  one.add(photo, null);
  online = false;
  await tries[0]?.answer(failure);
  expect(states(one)).toEqual(["offline", "waiting"]);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(tries).toHaveLength(1);
  online = true;
  one.resume();
  expect(states(one)).toEqual(["sending", "waiting"]);
});

test("does not send a refused file again, but asks for the session once more", async () => {
  const one = queue();
  one.add(photo, { key: "file.empty" });
  expect(tries).toHaveLength(0);
  one.add(photo, null);
  await tries[0]?.answer({ kind: "refused", fault: { key: "signedOut" } });
  expect(one.list().map(({ state }) => state)).toEqual([
    { kind: "refused", fault: { key: "file.empty" }, canRetry: false },
    { kind: "refused", fault: { key: "signedOut" }, canRetry: true },
  ]);
});

test("an upload that is taken back is ended, its late answer ignored, and the next one starts", async () => {
  const one = queue();
  one.add(photo, null);
  one.add(photo, null);
  one.drop("k1");
  expect(aborted).toEqual(["k1"]);
  await tries[0]?.answer(failure);
  tries[0]?.progress(0.5);
  expect(one.list().map(({ key, state }) => [key, state.kind])).toEqual([["k2", "sending"]]);
});
