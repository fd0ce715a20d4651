import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { holdBytes, mostHeld } from "./hold-bytes";

it("lets a few in at once, in the order of asking, and the next one when one has ended, however", async () => {
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const runs = Array.from({ length: mostHeld + 3 }, (_, index) =>
    holdBytes(`merchant ${index}`, async () => {
      begun.push(index);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (index === 0) throw new Error("damaged");
      return index;
    }),
  );
  const settled = Promise.allSettled(runs);
  await setImmediate();
  expect(begun).toEqual([0, 1, 2, 3]);
  for (let index = 0; index < runs.length; index += 1) {
    ends[index]?.();
    await setImmediate();
    expect(begun).toHaveLength(Math.min(runs.length, mostHeld + index + 1));
  }
  expect(begun).toEqual([...begun].sort());
  expect((await settled).map(({ status }) => status)).toEqual(["rejected", ...Array(6).fill("fulfilled")]);
  expect(await holdBytes("merchant 0", async () => "room again")).toBe("room again");
});

it("gives one who asks for much a turn at a time, and everybody else theirs", async () => {
  const ends = new Map<string, () => void>();
  const begun: string[] = [];
  const hold = (whose: string, what: string) =>
    holdBytes(whose, async () => {
      begun.push(what);
      await new Promise<void>((resolve) => ends.set(what, resolve));
    });
  const runs = [1, 2, 3, 4, 5].map((file) => hold("greedy", `greedy ${file}`));
  runs.push(hold("honest", "honest"), hold("other", "other"));
  await setImmediate();
  expect(begun).toEqual(["greedy 1", "honest", "other"]);
  for (const what of ["greedy 1", "greedy 2"]) {
    ends.get(what)?.();
    await setImmediate();
  }
  expect(begun).toEqual(["greedy 1", "honest", "other", "greedy 2", "greedy 3"]);
  for (const what of ["honest", "other", "greedy 3", "greedy 4", "greedy 5"]) {
    ends.get(what)?.();
    await setImmediate();
  }
  await Promise.all(runs);
});
