import { expect, it } from "vitest";
import { probe } from "./probe";

function question() {
  const settle: { resolve: (value: number) => void; reject: (error: Error) => void }[] = [];
  const ask = () => new Promise<number>((resolve, reject) => settle.push({ resolve, reject }));
  return { ask, settle };
}

it("asks once for all who ask while it is open, and again when the answer is old", async () => {
  const { ask, settle } = question();
  let now = 0;
  const read = probe(ask, { keptForMs: 100, patienceMs: 5_000, now: () => now });
  const both = [read(), read()];
  now = 1_000;
  settle[0]?.resolve(1);
  expect(await Promise.all(both)).toEqual([1, 1]);
  now = 1_099;
  expect(await read()).toBe(1);
  now = 1_100;
  const next = read();
  settle[1]?.reject(new Error("away"));
  await expect(next).rejects.toThrow("away");
  expect(settle).toHaveLength(2);
});

it("does not wait longer than its patience, nor ask a second time beside the first", async () => {
  const { ask, settle } = question();
  const read = probe(ask, { keptForMs: 0, patienceMs: 5 });
  await expect(read()).rejects.toMatchObject({ name: "TimeoutError" });
  await expect(read()).rejects.toMatchObject({ name: "TimeoutError" });
  expect(settle).toHaveLength(1);
  settle[0]?.resolve(7);
  expect(await read()).toBe(7);
});
