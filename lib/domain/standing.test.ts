import { expect, test } from "vitest";
import { applicationStates } from "./applications";
import { type CallbackType, callbackTypes, type EntityState, sectionsOf } from "./sections";
import { standingOf, standings, verdictProgress } from "./standing";

const sections = (...states: [CallbackType, EntityState][]) =>
  sectionsOf(
    states.map(([type, state], index) => ({
      type,
      state,
      entityId: `E-${index}`,
      name: null,
      notes: [],
      dokuTime: null,
    })),
    null,
  );

test("our own state counts until the business is registered, DOKU's afterwards", () => {
  const refused = sections(["BUSINESS_BANK", "rejected"]);
  expect(applicationStates.map((state) => standingOf(state, refused))).toEqual([
    "invited",
    "draft",
    "submitting",
    "attention",
    "needs_correction",
  ]);
  expect(standingOf("submitted", [])).toBe("in_review");
});

test("each standing is listed once", () => {
  expect(new Set(standings).size).toBe(standings.length);
});

test("progress counts verdicts that apply, not the headline and not payment methods", () => {
  expect(verdictProgress([])).toEqual({ approved: 0, total: 0 });
  expect(verdictProgress(sections(["BUSINESS", "approved"], ["BUSINESS_BANK", "rejected"]))).toEqual({
    approved: 1,
    total: 2,
  });
  expect(
    verdictProgress(sections(...callbackTypes.map((type) => [type, "approved"] as [CallbackType, EntityState]))),
  ).toEqual({ approved: 8, total: 8 });
});
