import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pieceBytes } from "@/lib/domain/upload-pieces";
import type { PhotoDoubt } from "./photos/photo-look";
import type { SendOutcome } from "./send-file";
import { createUploadQueue, type Prepared } from "./upload-queue";

type Try = {
  key: string;
  file: File;
  progress: (part: number) => void;
  answer: (outcome: SendOutcome) => Promise<void>;
};

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
    send: (file, key, progress, signal) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => aborted.push(key));
        const answer = async (outcome: SendOutcome) => {
          resolve(outcome);
          await vi.advanceTimersByTimeAsync(0);
        };
        tries.push({ key, file, progress, answer });
      }),
  });
}
const photo = new File(["x"], "a.jpg");
const large = new File([new Uint8Array(pieceBytes + 1)], "a.pdf");
const ready = (file: File, ...doubts: PhotoDoubt[]): Prepared => ({ kind: "ready", file, doubts });
/** As a PDF is: nothing to prepare. */
async function add(one: ReturnType<typeof queue>, file = photo): Promise<void> {
  one.add(file, async () => ready(file));
  await vi.advanceTimersByTimeAsync(0);
}
const states = (one: ReturnType<typeof queue>) => one.list().map(({ state }) => state.kind);

test("sends two at a time, in the order in which they were chosen, and tells how far each is", async () => {
  const one = queue();
  for (const _ of [1, 2, 3]) await add(one);
  expect(states(one)).toEqual(["sending", "sending", "waiting"]);
  tries[1]?.progress(0.456);
  expect(one.list()[1]?.state).toEqual({ kind: "sending", percent: 45 });
  tries[1]?.progress(1);
  expect(states(one)).toEqual(["sending", "checking", "waiting"]);
  await tries[1]?.answer(stored("b"));
  expect(states(one)).toEqual(["sending", "stored", "sending"]);
  await tries[2]?.answer(stored("c"));
  expect(one.isBusy()).toBe(true);
  await tries[0]?.answer(stored("a"));
  expect(one.isBusy()).toBe(false);
  expect(one.list().map(({ state }) => state.kind === "stored" && state.file.id)).toEqual(["a", "b", "c"]);
});

test("one that goes in pieces has no other such beside it, and does not hold up a small one", async () => {
  const one = queue();
  for (const file of [large, large, photo]) await add(one, file);
  expect(states(one)).toEqual(["sending", "waiting", "sending"]);
  await tries[0]?.answer(failure);
  expect(states(one)).toEqual(["pausing", "waiting", "sending"]);
  await tries[1]?.answer(stored("small"));
  expect(states(one)).toEqual(["pausing", "waiting", "stored"]);
  await vi.advanceTimersByTimeAsync(1_000);
  await tries.at(-1)?.answer(stored("first"));
  expect(states(one)).toEqual(["stored", "sending", "stored"]);
});

test("what was made ready is sent in place of what was chosen, and a doubt waits for the person", async () => {
  const one = queue();
  const smaller = new File(["y"], "b.jpg");
  let finish = (_: Prepared) => {};
  one.add(photo, () => new Promise((resolve) => (finish = resolve)));
  expect(states(one)).toEqual(["preparing"]);
  await add(one);
  expect(states(one)).toEqual(["preparing", "sending"]);
  finish(ready(smaller, "blurred"));
  await vi.advanceTimersByTimeAsync(0);
  expect(one.list()[0]).toEqual({ key: "k1", file: smaller, state: { kind: "asking", doubts: ["blurred"] } });
  expect([one.isAsking(), one.isBusy(), tries.length]).toEqual([true, true, 1]);
  one.agree("k1");
  expect(tries.map(({ key, file }) => [key, file])).toEqual([
    ["k2", photo],
    ["k1", smaller],
  ]);
  expect(one.isAsking()).toBe(false);
});

test("what could not be made ready is tried again when asked, and one that was dropped meanwhile is not sent", async () => {
  const one = queue();
  const outcomes: Prepared[] = [{ kind: "refused", fault: { key: "file.failed" }, canRetry: true }, ready(photo)];
  one.add(photo, async () => outcomes.shift() ?? ready(photo));
  await vi.advanceTimersByTimeAsync(0);
  expect(one.list()[0]?.state).toMatchObject({ kind: "refused", canRetry: true });
  one.retry("k1");
  one.add(photo, async () => ready(photo));
  one.drop("k2");
  await vi.advanceTimersByTimeAsync(0);
  expect(tries.map(({ key }) => key)).toEqual(["k1"]);
  expect(states(one)).toEqual(["sending"]);
});

test("tries again by itself, with the same key, ever later, and then leaves it to the person", async () => {
  const one = queue();
  await add(one);
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
  await add(one);
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
  await add(one);
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

test("waits for the network without counting, and goes on with all of them when it is back", async () => {
  const one = queue();
  for (const _ of [1, 2, 3]) await add(one);
  online = false;
  await tries[0]?.answer(failure);
  await tries[1]?.answer(failure);
  expect(states(one)).toEqual(["offline", "offline", "waiting"]);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(tries).toHaveLength(2);
  online = true;
  one.resume();
  expect(states(one)).toEqual(["sending", "sending", "waiting"]);
});

test("does not send a refused file again, but asks for the session once more", async () => {
  const one = queue();
  one.refuse(photo, { key: "file.empty" });
  expect(tries).toHaveLength(0);
  await add(one);
  await tries[0]?.answer({ kind: "refused", fault: { key: "signedOut" } });
  expect(one.list().map(({ state }) => state)).toEqual([
    { kind: "refused", fault: { key: "file.empty" }, canRetry: false },
    { kind: "refused", fault: { key: "signedOut" }, canRetry: true },
  ]);
});

test("an upload that is taken back is ended, its late answer ignored, and the next one starts", async () => {
  const one = queue();
  for (const _ of [1, 2, 3]) await add(one);
  one.drop("k1");
  expect(aborted).toEqual(["k1"]);
  await tries[0]?.answer(failure);
  tries[0]?.progress(0.5);
  expect(one.list().map(({ key, state }) => [key, state.kind])).toEqual([
    ["k2", "sending"],
    ["k3", "sending"],
  ]);
});
