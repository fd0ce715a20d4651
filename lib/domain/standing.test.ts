import { expect, test } from "vitest";
import { applicationStates } from "./applications";
import { overallStates } from "./overall";
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
    {},
  );

test("our own state counts until the business is registered, DOKU's afterwards", () => {
  const standing = applicationStates.map((state) => standingOf(state, "needs_correction"));
  expect(standing).toEqual(["invited", "draft", "submitting", "attention", "needs_correction", "closed"]);
  for (const overall of overallStates) expect(standingOf("submitted", overall)).toBe(overall);
  expect(standingOf("submitted", null)).toBe("in_review");
});

test("each standing is listed once, and every one that there is", () => {
  const every = applicationStates.flatMap((state) => overallStates.map((overall) => standingOf(state, overall)));
  expect([...standings].sort()).toEqual([...new Set(every)].sort());
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
