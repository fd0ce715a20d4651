import { describe, expect, it } from "vitest";
import { dueFiles, eraseDue, erasedOn, nextLook, retentionKindOf, sectionOfSlot } from "./retention";
import type { CallbackType, EntityState } from "./sections";

const days = { draftDays: 90, refusedDays: 365, warnDays: 14, fileDays: 30 };
const day = (number: number) => new Date(Date.UTC(2026, 0, 1) + number * 86_400_000);

describe("which kind a merchant is", () => {
  it.each([
    ["draft", { state: "invited", overall: null, isRevoked: false }],
    ["draft", { state: "draft", overall: null, isRevoked: false }],
    ["refused", { state: "invited", overall: null, isRevoked: true }],
    ["refused", { state: "submitted", overall: "needs_correction", isRevoked: false }],
    ["refused", { state: "submitted", overall: "not_opened", isRevoked: false }],
    ["active", { state: "submitted", overall: null, isRevoked: false }],
    ["active", { state: "submitted", overall: "live", isRevoked: false }],
    ["active", { state: "submitted", overall: "needs_correction", isRevoked: false, wasLive: true }],
    [null, { state: "submitted", overall: "suspended", isRevoked: false }],
    [null, { state: "submitting", overall: null, isRevoked: false }],
    [null, { state: "attention", overall: "live", isRevoked: false }],
    [null, { state: "closed", overall: "live", isRevoked: false }],
  ] as const)("%s for %o", (kind, facts) => expect(retentionKindOf({ wasLive: false, ...facts })).toBe(kind));
});

describe("which section a file belongs to", () => {
  it.each([
    ["contact.primary.DOCUMENT.KTP", "BUSINESS_CONTACT"],
    ["contact.primary.OWNER_LIVENESS", "BUSINESS_CONTACT"],
    ["business.OWNER_LIVENESS", "BUSINESS_CONTACT"],
    ["business.DOCUMENT.NIB", "BUSINESS_DOCUMENT"],
    ["bank_account.BANK_ACCOUNT", "BUSINESS_BANK"],
    ["brand.LOGO", "BRAND"],
    ["brand.PHOTO_PROOF", "BRAND_PHOTO_PROOF"],
    ["service_agreement.SERVICE_AGREEMENT", null],
  ] as const)("%s in %s", (slot, type) => expect(sectionOfSlot(slot)).toBe(type));
});

describe("what becomes of a merchant that nobody touches", () => {
  const untouched = { kind: "draft", lastDeedAt: day(0), warnedAt: null, canBeWarned: true } as const;
  it("is warned fourteen days before, and erased after both", () => {
    expect(eraseDue(untouched, days, day(75))).toEqual({ deed: "none", at: day(76) });
    expect(eraseDue(untouched, days, day(76))).toEqual({ deed: "warn", at: day(76) });
    const warned = { ...untouched, warnedAt: day(76) };
    expect(eraseDue(warned, days, day(89))).toEqual({ deed: "none", at: day(90) });
    expect(eraseDue(warned, days, day(90))).toEqual({ deed: "erase", at: day(90) });
  });
  it("gets its days of warning also when nobody looked for long", () => {
    expect(eraseDue(untouched, days, day(200)).deed).toBe("warn");
    expect(eraseDue({ ...untouched, warnedAt: day(200) }, days, day(201))).toEqual({ deed: "none", at: day(214) });
  });
  it("begins anew with any deed, and the warning of before counts no more", () => {
    const back = { ...untouched, lastDeedAt: day(80), warnedAt: day(76) };
    expect(eraseDue(back, days, day(95))).toEqual({ deed: "none", at: day(156) });
  });
  it("gets the longer days too that were set after the warning", () => {
    const warned = { ...untouched, warnedAt: day(76) };
    expect(eraseDue(warned, { ...days, draftDays: 120 }, day(91))).toEqual({ deed: "none", at: day(120) });
  });
  it("is told the day on which it may be erased: the end of its days, or of the warning's", () => {
    expect(erasedOn(day(0), 90, days, day(76))).toEqual(day(90));
    expect(erasedOn(day(0), 90, days, day(200))).toEqual(day(214));
  });
  it("is not warned when it cannot come back", () => {
    const revoked = { ...untouched, kind: "refused", canBeWarned: false } as const;
    expect(eraseDue(revoked, days, day(364))).toEqual({ deed: "none", at: day(365) });
    expect(eraseDue(revoked, days, day(365)).deed).toBe("erase");
  });
  it("is kept while active, and for ever where the days are empty", () => {
    for (const kind of ["active", null] as const) {
      expect(eraseDue({ ...untouched, kind }, days, day(9999))).toEqual({ deed: "none", at: null });
    }
    expect(eraseDue(untouched, { ...days, draftDays: null }, day(9999))).toEqual({ deed: "none", at: null });
  });
  it("waits for the warning's days where those are more than the whole", () => {
    expect(eraseDue(untouched, { ...days, draftDays: 5 }, day(0))).toEqual({ deed: "warn", at: day(0) });
    expect(eraseDue({ ...untouched, warnedAt: day(1) }, { ...days, draftDays: 5 }, day(6)).at).toEqual(day(15));
  });
});

describe("which files are deleted", () => {
  const entity = (type: CallbackType, state: EntityState = "approved", at = 10) => ({
    type,
    state,
    changedAt: day(at),
  });
  const ktp = { id: "ktp", slotId: "contact.primary.DOCUMENT.KTP", sentAt: day(1) };
  const nib = { id: "nib", slotId: "business.DOCUMENT.NIB", sentAt: day(1) };
  const facts = {
    files: [ktp, nib],
    entities: [entity("BUSINESS_CONTACT"), entity("BUSINESS_DOCUMENT", "in_review")],
    granted: [],
    isSending: false,
  };
  it("those of sections that are approved for as many days", () => {
    expect(dueFiles(facts, days, day(39))).toEqual({ ids: [], nextAt: day(40) });
    expect(dueFiles(facts, days, day(40))).toEqual({ ids: ["ktp"], nextAt: null });
  });
  it("none while one contact of several is not approved", () => {
    const entities = [entity("BUSINESS_CONTACT"), entity("BUSINESS_CONTACT", "rejected")];
    expect(dueFiles({ ...facts, entities }, days, day(99)).ids).toEqual([]);
  });
  it("none of a section of which nothing is known", () => {
    expect(dueFiles({ ...facts, entities: [] }, days, day(99))).toEqual({ ids: [], nextAt: null });
  });
  it("counts from the last approval of a section, and from the later of approval and sending", () => {
    const two = { ...facts, entities: [entity("BUSINESS_CONTACT"), entity("BUSINESS_CONTACT", "approved", 30)] };
    expect(dueFiles(two, days, day(59))).toEqual({ ids: [], nextAt: day(60) });
    const late = { ...facts, files: [{ ...ktp, sentAt: day(20) }] };
    expect(dueFiles(late, days, day(49))).toEqual({ ids: [], nextAt: day(50) });
  });
  it("none that DOKU has not got, none of a granted change, none while something is sent, none without days", () => {
    const none = { ids: [], nextAt: null };
    expect(dueFiles({ ...facts, files: [{ ...ktp, sentAt: null }] }, days, day(99))).toEqual(none);
    expect(dueFiles({ ...facts, granted: ["BUSINESS_CONTACT"] }, days, day(99))).toEqual(none);
    expect(dueFiles({ ...facts, isSending: true }, days, day(99))).toEqual(none);
    expect(dueFiles(facts, { ...days, fileDays: null }, day(99))).toEqual(none);
  });
  it("what stands in no section waits for all of them", () => {
    const file = { id: "pks", slotId: "service_agreement.SERVICE_AGREEMENT", sentAt: day(1) };
    expect(dueFiles({ ...facts, files: [file] }, days, day(99)).ids).toEqual([]);
    const entities = [entity("BUSINESS_CONTACT"), entity("BUSINESS_DOCUMENT")];
    expect(dueFiles({ ...facts, files: [file], entities }, days, day(99)).ids).toEqual(["pks"]);
  });
});

it("looks again when something is due, within an hour at the earliest and a week at the latest", () => {
  expect(nextLook([day(3), null, day(2)], day(1))).toEqual(day(2));
  expect(nextLook([day(1)], day(1))).toEqual(new Date(day(1).getTime() + 3_600_000));
  expect(nextLook([null, day(99)], day(1))).toEqual(day(8));
});
