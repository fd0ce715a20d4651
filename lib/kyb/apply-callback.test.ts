import { expect, it } from "vitest";
import { reasonToIgnore } from "./order";

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 0, minute));

it.each([
  ["a first callback applies", null, { state: "rejected", dokuTime: null }, null],
  ["a newer one applies", { state: "approved", dokuTime: at(1) }, { state: "rejected", dokuTime: at(2) }, null],
  [
    "an older one never undoes a newer state",
    { state: "approved", dokuTime: at(2) },
    { state: "rejected", dokuTime: at(1) },
    "older",
  ],
  [
    "the same again changes nothing",
    { state: "approved", dokuTime: at(1) },
    { state: "approved", dokuTime: at(1) },
    "same",
  ],
  [
    "two verdicts of one moment are left to the read",
    { state: "in_review", dokuTime: at(1) },
    { state: "approved", dokuTime: at(1) },
    "same_time",
  ],
  [
    "without a time it never leaves approved",
    { state: "approved", dokuTime: at(1) },
    { state: "suspended", dokuTime: null },
    "no_time",
  ],
  [
    "without a time it may decide what is open",
    { state: "in_review", dokuTime: at(1) },
    { state: "rejected", dokuTime: null },
    null,
  ],
] as const)("%s", (_, current, incoming, expected) => {
  expect(reasonToIgnore(current && { ...current, attempt: 1 }, incoming)).toBe(expected);
});
