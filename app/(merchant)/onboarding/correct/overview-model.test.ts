import { describe, expect, test } from "vitest";
import type { OpenEntity } from "@/lib/domain/correction";
import type { Change, SectionCorrection } from "@/lib/domain/correction-plan";
import type { JudgedSection } from "@/lib/domain/correction-ready";
import type { ExplainedNote } from "@/lib/domain/reasons";
import type { CallbackType } from "@/lib/domain/sections";
import { isFinal, overviewOf as overviewOfJudged } from "./overview-model";

const now = new Date("2026-11-21T09:00:00+07:00");

function section(type: CallbackType, more: Partial<SectionCorrection> = {}): SectionCorrection {
  const cause = more.cause ?? "correction";
  const entity: OpenEntity = {
    type,
    entityId: `E-${type}`,
    ref: null,
    name: null,
    state: "rejected",
    notes: [],
    cause,
  };
  return { type, cause, open: [entity], parts: [], slots: [], state: "unchanged", changes: [], issues: [], ...more };
}
function note(type: CallbackType, more: Partial<ExplainedNote> = {}): ExplainedNote {
  return {
    type,
    entityId: `E-${type}`,
    name: null,
    note: { code: null, field: null, message: "x" },
    code: "OTHER",
    certain: true,
    mapped: false,
    class: "fix_now",
    laterAt: null,
    subject: "document",
    ...more,
  };
}
const change: Change = { kind: "field", part: "bank", contactKey: null, field: "accountName", before: "A", after: "B" };
const ready = { state: "ready", changes: [change] } as const satisfies Partial<SectionCorrection>;

type Given = SectionCorrection | JudgedSection;
/** Where nothing else is said, what is ready is sent. */
function overviewOf(
  given: readonly Given[],
  ...more: Parameters<typeof overviewOfJudged> extends [unknown, ...infer M] ? M : never
) {
  const judged = given.map((one) =>
    "section" in one ? one : { section: one, isSent: one.state === "ready", waits: null },
  );
  return overviewOfJudged(judged, ...more);
}

describe("what is sent", () => {
  test("is what is ready; the rest stays refused and is named", () => {
    const overview = overviewOf(
      [
        section("BUSINESS_CONTACT"),
        section("BUSINESS_BANK", { ...ready }),
        section("BRAND_PHOTO_PROOF", { state: "incomplete" }),
      ],
      [],
      { checked: ["BUSINESS_BANK"], now },
    );
    expect(overview.rows.map(({ slug, state }) => [slug, state])).toEqual([
      ["contacts", "unchanged"],
      ["bank", "ready"],
      ["photos", "incomplete"],
    ]);
    expect(overview.ready).toBe(1);
    expect(overview.stays).toEqual(["BUSINESS_CONTACT", "BRAND_PHOTO_PROOF"]);
    expect(overview.isShared).toBe(false);
  });
  test("takes along the section that shares its name", () => {
    const overview = overviewOf([section("BRAND", { ...ready })], [], { checked: ["BUSINESS", "BRAND"], now });
    expect(overview.isShared).toBe(true);
    expect(overview.checked).toEqual(["BUSINESS", "BRAND"]);
  });
  test("is not what waits, though nothing in it is missing: it offers no button and stays refused", () => {
    const waiting = { section: section("BUSINESS_CONTACT", { ...ready }), isSent: false, waits: "unclear" } as const;
    const overview = overviewOf([waiting], [], { checked: [], now });
    expect(overview).toMatchObject({ ready: 0, stays: ["BUSINESS_CONTACT"] });
    expect(overview.rows[0]).toMatchObject({ state: "waiting", waits: "unclear" });
  });
  test("is nothing when nothing was changed", () => {
    expect(overviewOf([section("BUSINESS_BANK")], [], { checked: [], now }).ready).toBe(0);
  });
});

test("an unchanged section that was opened for a change is not refused", () => {
  const overview = overviewOf(
    [section("BUSINESS_ADDRESS", { cause: "change" }), section("BUSINESS_BANK", { ...ready, cause: "change" })],
    [],
    { checked: ["BUSINESS_BANK"], now },
  );
  expect(overview).toMatchObject({ isChange: true, holdsSettlement: true, stays: [] });
});

describe("a section with nothing to correct", () => {
  const brand = section("BRAND");
  test("has reasons of that kind alone", () => {
    expect(isFinal(brand, [note("BRAND", { class: "final" })])).toBe(true);
    expect(isFinal(brand, [note("BRAND", { class: "final" }), note("BRAND")])).toBe(false);
    expect(isFinal(brand, [])).toBe(false);
  });
  test("is said to be so, and stays refused", () => {
    const overview = overviewOf([brand], [note("BRAND", { class: "final" })], { checked: [], now });
    expect(overview.rows[0]?.state).toBe("final");
    expect(overview.stays).toEqual(["BRAND"]);
  });
});

test("a day before which DOKU takes nothing is told until it has come", () => {
  const laterAt = new Date("2026-12-01T00:00:00+07:00");
  const reasons = [note("BUSINESS_BANK", { class: "fix_later", laterAt })];
  const at = (moment: Date) => overviewOf([section("BUSINESS_BANK")], reasons, { checked: [], now: moment }).rows[0];
  expect(at(now)?.laterAt).toEqual(laterAt);
  expect(at(laterAt)?.laterAt).toBeNull();
});
