import { expect, test } from "vitest";
import { takesLetters, watchChord } from "./desk-keys";

test("keys live on at a ticked box, and die where one types", () => {
  for (const type of ["checkbox", "radio"]) expect(takesLetters({ tagName: "INPUT", type })).toBe(false);
  for (const type of ["text", "search", "date"]) expect(takesLetters({ tagName: "INPUT", type })).toBe(true);
  expect(["TEXTAREA", "SELECT", "A", "BUTTON"].map((tagName) => takesLetters({ tagName }))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test("g and then q leads to the list, within a second and with nothing between", () => {
  const press = watchChord();
  const keys = (...pressed: [string, number][]) => pressed.map(([key, at]) => press(key, at));
  expect(keys(["q", 0], ["g", 100], ["q", 900], ["q", 950])).toEqual([false, false, true, false]);
  expect(keys(["g", 2_000], ["q", 3_000])).toEqual([false, false]);
  expect(keys(["g", 4_000], ["j", 4_100], ["q", 4_200])).toEqual([false, false, false]);
});
