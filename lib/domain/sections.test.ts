import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CallbackType,
  callbackTypes,
  canReceivePayments,
  type Entity,
  type EntityState,
  entityStates,
  overallState,
  sectionsOf,
  verdictTypes,
  worstState,
} from "./sections";

const submittedAt = new Date("2026-11-21T02:12:00Z");
const note = { code: "BLUR", field: "KTP", message: "Foto KTP buram" };

function entity(type: CallbackType, state: EntityState, entityId = "E-1"): Entity {
  return { type, entityId, name: null, state, notes: state === "rejected" ? [note] : [], dokuTime: null };
}
const everyVerdict = (state: EntityState) => verdictTypes.map((type) => entity(type, state));
const overallOf = (entities: Entity[]) => overallState(sectionsOf(entities, submittedAt));

describe("rows", () => {
  test("an approved NIB never hides a refused deed", () => {
    const [section] = sectionsOf(
      [entity("BUSINESS_DOCUMENT", "approved", "NIB"), entity("BUSINESS_DOCUMENT", "rejected", "DEED")],
      submittedAt,
    );
    expect(section).toMatchObject({ state: "rejected", notes: [note], dueAt: null });
  });

  test("a type for which nothing was sent has no row, and the rest keep the reading order", () => {
    const types = sectionsOf([entity("BRAND", "in_review"), entity("BUSINESS", "in_review")], submittedAt).map(
      ({ type }) => type,
    );
    expect(types).toEqual(["BUSINESS", "BRAND"]);
    expect(sectionsOf([], submittedAt)).toEqual([]);
  });

  test("verdicts are due in 2x24 hours, payment methods in 5x24, the headline has no clock", () => {
    const due = (type: CallbackType) =>
      sectionsOf([entity(type, "in_review")], submittedAt)[0]?.dueAt?.toISOString() ?? null;
    expect(due("BUSINESS_BANK")).toBe("2026-11-23T02:12:00.000Z");
    expect(due("BRAND_PRODUCT")).toBe("2026-11-26T02:12:00.000Z");
    expect(due("BRAND.OPERATIONAL_STATUS")).toBeNull();
    expect(sectionsOf([entity("BUSINESS", "in_review")], null)[0]?.dueAt).toBeNull();
  });

  test("the worst state of a list is one of the list, and does not hang on its order", () => {
    const states = fc.array(fc.constantFrom(...entityStates), { minLength: 1 });
    fc.assert(
      fc.property(states, (list) => {
        const worst = worstState(list);
        expect(list).toContain(worst);
        expect(worstState([...list].reverse())).toBe(worst);
        if (list.includes("rejected")) expect(worst).not.toBe("approved");
      }),
    );
    expect(worstState([])).toBeNull();
  });
});

describe("the line on top", () => {
  test("approved until the brand is switched on, then live", () => {
    expect(overallOf(everyVerdict("approved"))).toBe("approved");
    expect(overallOf([...everyVerdict("approved"), entity("BRAND.OPERATIONAL_STATUS", "inactive")])).toBe("approved");
    expect(overallOf([...everyVerdict("approved"), entity("BRAND.OPERATIONAL_STATUS", "approved")])).toBe("live");
  });

  test("in review while a verdict is out, even when the brand is switched on already", () => {
    const entities = [entity("BUSINESS", "in_review"), entity("BRAND.OPERATIONAL_STATUS", "approved")];
    expect(overallOf(entities)).toBe("in_review");
    expect(overallOf([])).toBe("in_review");
  });

  test("rows that were never asked for do not count", () => {
    expect(overallOf([entity("BUSINESS", "approved")])).toBe("approved");
  });

  test("a suspension wins over everything, whichever of the two callbacks tells it", () => {
    expect(overallOf([...everyVerdict("rejected"), entity("BRAND", "suspended")])).toBe("suspended");
    expect(overallOf([...everyVerdict("approved"), entity("BRAND.OPERATIONAL_STATUS", "suspended")])).toBe("suspended");
  });

  test("one refused row needs correction, a payment method's refusal does not", () => {
    expect(overallOf([...everyVerdict("approved"), entity("BUSINESS_BANK", "rejected", "E-2")])).toBe(
      "needs_correction",
    );
    expect(overallOf([...everyVerdict("approved"), entity("BRAND_PRODUCT", "rejected")])).toBe("approved");
  });
});

test("payments can be received once one service is active, and not before", () => {
  const live = callbackTypes.filter((type) => type !== "BRAND_PRODUCT").map((type) => entity(type, "approved"));
  expect(canReceivePayments(live)).toBe(false);
  expect(canReceivePayments([...live, entity("BRAND_PRODUCT", "in_review")])).toBe(false);
  expect(
    canReceivePayments([entity("BRAND_PRODUCT", "in_review", "VA"), entity("BRAND_PRODUCT", "approved", "QRIS")]),
  ).toBe(true);
});
