import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CallbackType,
  callbackTypes,
  canReceivePayments,
  type Entity,
  type EntityState,
  entityStates,
  isBrandSuspended,
  type SentTimes,
  sectionsOf,
  sentTimes,
  verdictTypes,
  worstState,
} from "./sections";

const submittedAt = new Date("2026-11-21T02:12:00Z");
const sentAtOnce: SentTimes = Object.fromEntries(callbackTypes.map((type) => [type, submittedAt]));
const note = { code: "BLUR", field: "KTP", message: "Foto KTP buram" };

function entity(type: CallbackType, state: EntityState, entityId = "E-1"): Entity {
  return { type, entityId, name: null, state, notes: state === "rejected" ? [note] : [], dokuTime: null };
}

describe("rows", () => {
  test("an approved NIB never hides a refused deed", () => {
    const [section] = sectionsOf(
      [entity("BUSINESS_DOCUMENT", "approved", "NIB"), entity("BUSINESS_DOCUMENT", "rejected", "DEED")],
      sentAtOnce,
    );
    expect(section).toMatchObject({ state: "rejected", notes: [note], dueAt: null });
  });

  test("every mix of two entities shows the worse, whichever comes first", () => {
    const worse: Record<EntityState, number> = { approved: 0, inactive: 1, in_review: 2, rejected: 3, suspended: 4 };
    for (const one of entityStates) {
      for (const other of entityStates) {
        const [section] = sectionsOf(
          [entity("BUSINESS_CONTACT", one, "A"), entity("BUSINESS_CONTACT", other, "B")],
          {},
        );
        expect(section?.state).toBe(worse[one] > worse[other] ? one : other);
      }
    }
  });

  test("the worst state of a list is one of the list, and does not hang on its order", () => {
    const states = fc.array(fc.constantFrom(...entityStates), { minLength: 1 });
    fc.assert(
      fc.property(states, (list) => {
        const worst = worstState(list);
        expect(list).toContain(worst);
        expect(worstState([...list].reverse())).toBe(worst);
        if (worst === "approved") expect(new Set(list)).toEqual(new Set(["approved"]));
      }),
    );
    expect(worstState([])).toBeNull();
  });

  test("a type for which nothing was sent has no row, and the rest keep the reading order", () => {
    const types = sectionsOf([entity("BRAND", "in_review"), entity("BUSINESS", "in_review")], sentAtOnce).map(
      ({ type }) => type,
    );
    expect(types).toEqual(["BUSINESS", "BRAND"]);
    expect(sectionsOf([], sentAtOnce)).toEqual([]);
  });

  test("only the notes of the worst entities stand in the row", () => {
    const old = { ...entity("BUSINESS_DOCUMENT", "approved", "NIB"), notes: [{ ...note, message: "Lama" }] };
    const [section] = sectionsOf([old, entity("BUSINESS_DOCUMENT", "rejected", "DEED")], {});
    expect(section?.notes).toEqual([note]);
  });

  test("the notes of a full suspension are those of BRAND", () => {
    const suspended = { ...entity("BRAND", "suspended"), notes: [note] };
    const sections = sectionsOf([suspended, entity("BRAND.OPERATIONAL_STATUS", "suspended")], {});
    expect(sections.find(({ type }) => type === "BRAND")?.notes).toEqual([note]);
  });
});

test("verdicts are all rows but the headline and the payment methods", () => {
  expect([...verdictTypes, "BRAND.OPERATIONAL_STATUS", "BRAND_PRODUCT"].sort()).toEqual([...callbackTypes].sort());
});

test("the brand is suspended by either of its two callbacks, and by no other", () => {
  for (const type of callbackTypes) {
    const isBrand = type === "BRAND" || type === "BRAND.OPERATIONAL_STATUS";
    expect(isBrandSuspended([entity(type, "suspended")])).toBe(isBrand);
    expect(isBrandSuspended([entity(type, "rejected")])).toBe(false);
  }
});

test("a section's clock starts with its last attempt", () => {
  const again = new Date("2026-11-25T00:00:00Z");
  const attempt = (state: EntityState, stateAt: Date) =>
    sentTimes(new Map([["BUSINESS_BANK", { sentAt: again, state, stateAt }]])).BUSINESS_BANK;
  expect(attempt("in_review", again)).toEqual(again);
  const later = new Date("2026-12-24T00:00:00Z");
  expect(attempt("rejected", later)).toEqual(again);
  // Looked at again by DOKU itself, weeks after it was approved: two days from then, not overdue at once.
  expect(attempt("in_review", later)).toEqual(later);
});

test("payments can be received once one service is active, and not before", () => {
  const live = callbackTypes.filter((type) => type !== "BRAND_PRODUCT").map((type) => entity(type, "approved"));
  expect(canReceivePayments(live)).toBe(false);
  expect(canReceivePayments([...live, entity("BRAND_PRODUCT", "in_review")])).toBe(false);
  expect(
    canReceivePayments([entity("BRAND_PRODUCT", "in_review", "VA"), entity("BRAND_PRODUCT", "approved", "QRIS")]),
  ).toBe(true);
});
