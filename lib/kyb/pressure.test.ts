import { expect, it } from "vitest";
import { pressure } from "./pressure";

function clocked() {
  let time = 12_345;
  const measured = pressure(() => time);
  const come = (count: number) => {
    for (let index = 0; index < count; index += 1) measured.note();
  };
  const pass = (ms: number) => {
    time += ms;
  };
  return { ...measured, come, pass };
}

it("is calm again a second after many", () => {
  const { come, pass, isCalm } = clocked();
  come(101);
  expect(isCalm()).toBe(false);
  pass(900);
  expect(isCalm()).toBe(false);
  pass(101);
  expect(isCalm()).toBe(true);
});

it("sees a flood that has just begun, and that a few together are none", () => {
  const { come, pass, isCalm } = clocked();
  come(20);
  expect(isCalm()).toBe(true);
  come(1);
  expect(isCalm()).toBe(false);
  pass(200);
  expect(isCalm()).toBe(true);
});

it("counts over the whole second, not only the last part of it", () => {
  const { come, pass, isCalm } = clocked();
  for (let slice = 0; slice < 10; slice += 1) {
    come(10);
    pass(100);
  }
  expect(isCalm()).toBe(true);
  come(11);
  expect(isCalm()).toBe(false);
  pass(60_000);
  expect(isCalm()).toBe(true);
});

it("has work rest the longer the more come, and work it does in any flood", () => {
  const { come, restAfter } = clocked();
  come(20);
  expect(restAfter(10, 0)).toBe(0);
  come(60);
  expect(restAfter(10, 0)).toBe(160);
  come(100_000);
  expect(restAfter(10, 0)).toBe(10_000);
});

it("gives work half of the time in any flood once something has waited for half a minute", () => {
  const { come, restAfter } = clocked();
  come(400);
  expect(restAfter(10, 30_000)).toBe(4_000);
  expect(restAfter(10, 30_001)).toBe(10);
});
