import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { holdBytes, mostHeld } from "./hold-bytes";

it("lets a few in at once, in the order of asking, and the next one when one has ended, however", async () => {
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const runs = Array.from({ length: mostHeld + 3 }, (_, index) =>
    holdBytes(async () => {
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
  expect(await holdBytes(async () => "room again")).toBe("room again");
});
