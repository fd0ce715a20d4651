import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type OverallFacts, overallOf, overallState, overallStates, settlementOf } from "./overall";
import {
  type CallbackType,
  callbackTypes,
  type Entity,
  type EntityState,
  entityStates,
  sectionsOf,
  verdictTypes,
} from "./sections";

const states = [...entityStates, null];
/** Every combination of what decides: 6 × 6 × 6. */
const everything: OverallFacts[] = states.flatMap((operational) =>
  states.flatMap((brand) => states.map((verdict) => ({ operational, brand, verdict }))),
);
const where = (holds: (facts: OverallFacts) => boolean) => new Set(everything.filter(holds).map(overallOf));

function entity(type: CallbackType, state: EntityState, entityId = "E-1"): Entity {
  return { type, entityId, name: null, state, notes: [], dokuTime: null };
}
const everyVerdict = (state: EntityState) => verdictTypes.map((type) => entity(type, state));
const stateOf = (entities: Entity[]) => overallState(sectionsOf(entities, {}));

describe("the table of the overall state", () => {
  test("has an answer for every combination, and every answer is used", () => {
    expect(everything).toHaveLength(216);
    expect([...where(() => true)].sort()).toEqual([...overallStates].sort());
  });

  test("suspended wins over everything, and needs somebody who is suspended", () => {
    const isSuspended = (facts: OverallFacts) => Object.values(facts).includes("suspended");
    expect(where(isSuspended)).toEqual(new Set(["suspended"]));
    expect(where((facts) => !isSuspended(facts))).not.toContain("suspended");
  });

  test("live is exactly: the headline is active and every verdict approved", () => {
    for (const facts of everything) {
      const isLive = facts.operational === "approved" && facts.verdict === "approved" && facts.brand !== "suspended";
      expect(overallOf(facts) === "live").toBe(isLive);
    }
  });

  test("a refused row needs correction, also while DOKU says live", () => {
    const isRefused = ({ operational, brand, verdict }: OverallFacts) =>
      verdict === "rejected" && operational !== "suspended" && brand !== "suspended";
    expect(where(isRefused)).toEqual(new Set(["needs_correction"]));
    expect(where(({ verdict }) => verdict !== "rejected")).not.toContain("needs_correction");
  });

  test("settlement is held from the headline's activation until the last verdict", () => {
    const isHeld = ({ operational, brand, verdict }: OverallFacts) =>
      operational === "approved" && brand !== "suspended" && (verdict === "in_review" || verdict === "inactive");
    expect(where(isHeld)).toEqual(new Set(["settlement_held"]));
  });

  test("the headline never moves the whole before it is active, refused or suspended", () => {
    for (const brand of states) {
      for (const verdict of states) {
        const quiet = [null, "in_review" as const, "inactive" as const];
        expect(new Set(quiet.map((operational) => overallOf({ operational, brand, verdict }))).size).toBe(1);
      }
    }
  });

  test("money is paid out only when live, and stopped when suspended", () => {
    const open = overallStates.filter((state) => settlementOf[state] === "open");
    expect(open).toEqual(["live"]);
    expect(settlementOf.suspended).toBe("stopped");
    expect(settlementOf.settlement_held).toBe("held");
  });
});

describe("the overall state of rows", () => {
  test("approved until the brand is switched on, then live", () => {
    expect(stateOf(everyVerdict("approved"))).toBe("approved");
    expect(stateOf([...everyVerdict("approved"), entity("BRAND.OPERATIONAL_STATUS", "inactive")])).toBe("approved");
    expect(stateOf([...everyVerdict("approved"), entity("BRAND.OPERATIONAL_STATUS", "rejected")])).toBe("not_opened");
    expect(stateOf([...everyVerdict("approved"), entity("BRAND.OPERATIONAL_STATUS", "approved")])).toBe("live");
  });

  test("in review before DOKU has said anything", () => {
    expect(stateOf([])).toBe("in_review");
    expect(stateOf([entity("BUSINESS", "in_review")])).toBe("in_review");
  });

  test("rows that do not apply are left out", () => {
    expect(stateOf([entity("BUSINESS", "approved")])).toBe("approved");
    expect(stateOf([entity("BUSINESS", "approved"), entity("BRAND.OPERATIONAL_STATUS", "approved")])).toBe("live");
  });

  test("a payment method never decides about the whole", () => {
    for (const state of entityStates) {
      expect(stateOf([...everyVerdict("approved"), entity("BRAND_PRODUCT", state)])).toBe("approved");
      expect(stateOf([entity("BRAND_PRODUCT", state)])).toBe("in_review");
    }
  });

  test("any set of rows: worse news never makes it live, and the order of entities says nothing", () => {
    const some = fc.array(
      fc.record({ type: fc.constantFrom(...callbackTypes), state: fc.constantFrom(...entityStates) }),
      { maxLength: 14 },
    );
    fc.assert(
      fc.property(some, (list) => {
        const entities = list.map(({ type, state }, index) => entity(type, state, `E-${index}`));
        const overall = stateOf(entities);
        expect(stateOf([...entities].reverse())).toBe(overall);
        const verdicts = entities.filter(({ type }) => verdictTypes.includes(type));
        if (overall === "live") expect(verdicts.every(({ state }) => state === "approved")).toBe(true);
        expect(stateOf([...entities, entity("BUSINESS_BANK", "rejected", "E-new")])).toBe(
          overall === "suspended" ? "suspended" : "needs_correction",
        );
        expect(stateOf([...entities, entity("BRAND", "suspended", "E-new")])).toBe("suspended");
      }),
    );
  });
});
