import { expect, test } from "vitest";
import { afterSending, entityLife, type LifeEvent } from "./section-life";
import { type EntityState, entityStates } from "./sections";

const reports = entityStates.map((state) => `reported_${state}` as const);
const events: LifeEvent[] = [...reports, "corrected", "changed"];

/** The rule in words: DOKU is the judge; a refusal is corrected, settled data is changed, the rest waits for DOKU. */
function expected(state: EntityState, event: LifeEvent): EntityState | null {
  if (event === "corrected") return state === "rejected" ? "in_review" : null;
  if (event === "changed") return state === "approved" || state === "inactive" ? "in_review" : null;
  return entityStates.find((reported) => event === `reported_${reported}`) ?? null;
}

const transitions = entityStates.flatMap((state) => events.map((event) => ({ state, event })));

test.each(transitions)("$state, $event", ({ state, event }) => {
  expect(entityLife[state][event]).toBe(expected(state, event));
});

test("the table holds these states and events and no others", () => {
  expect(Object.keys(entityLife).sort()).toEqual([...entityStates].sort());
  for (const row of Object.values(entityLife)) expect(Object.keys(row).sort()).toEqual([...events].sort());
});

test("nothing is sent while DOKU decides, or has suspended", () => {
  for (const state of ["in_review", "suspended"] as const) {
    expect(afterSending(state, "corrected")).toBeNull();
    expect(afterSending(state, "changed")).toBeNull();
  }
});

test("what was sent again is in review and nothing else", () => {
  const after = entityStates.flatMap((state) => [afterSending(state, "corrected"), afterSending(state, "changed")]);
  expect(new Set(after)).toEqual(new Set(["in_review", null]));
});
