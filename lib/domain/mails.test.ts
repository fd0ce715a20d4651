import { describe, expect, it } from "vitest";
import { isOutOfDate, type MailGround, type MailKind, type StatusMail, statusMailSchema } from "./mails";
import { type OverallState, overallStates } from "./overall";

const dueAt = "2026-03-03T08:00:00.000Z";
const ground = (change: Partial<MailGround> = {}): MailGround => ({
  overall: "in_review",
  dueAt: new Date(dueAt),
  attempts: new Map(),
  inReview: new Set(["BUSINESS_BANK"]),
  change: null,
  returns: new Set(),
  isMentionNew: true,
  isErasing: true,
  reminder: null,
  ...change,
});
const plain = (kind: "submitted" | "approved" | "suspended"): StatusMail => ({ kind, facts: {} });
const live: StatusMail = { kind: "live", facts: { canReceive: 1 } };

const fresh: [StatusMail, (OverallState | null)[]][] = [
  [plain("submitted"), [null, ...overallStates]],
  [plain("approved"), ["approved", "live", "settlement_held"]],
  [live, ["live", "settlement_held"]],
  [plain("suspended"), ["suspended"]],
];
describe.each(fresh)("$kind", (mail, states) => {
  it.each([null, ...overallStates])("while the whole is %s", (overall) => {
    expect(isOutOfDate(mail, ground({ overall }))).toBe(!states.includes(overall));
  });
});

describe("rejected", () => {
  const mail: StatusMail = { kind: "rejected", facts: { type: "BUSINESS_BANK", attempt: 2, reasons: [] } };
  it.each([
    ["goes out while that attempt stands refused", 2, "rejected", false],
    ["does not after a newer attempt", 3, "rejected", true],
    ["does not when it is being reviewed again", 3, "in_review", true],
    ["does not when DOKU changed its mind", 2, "approved", true],
  ] as const)("%s", (_, attempt, state, expected) => {
    const attempts: MailGround["attempts"] = new Map([["BUSINESS_BANK", { attempt, state }]]);
    expect(isOutOfDate(mail, ground({ attempts }))).toBe(expected);
  });
  it("does not for a section that is gone", () => {
    expect(isOutOfDate(mail, ground())).toBe(true);
  });
});

describe.each(["clock_due_soon", "clock_overdue"] as const)("%s", (kind) => {
  const mail: StatusMail = { kind, facts: { types: ["BUSINESS_BANK", "BRAND"], dueAt } };
  it.each([
    ["goes out while one of its sections is out", {}, false],
    ["does not when no clock runs any more", { dueAt: null }, true],
    ["does not when the first clock ends later now", { dueAt: new Date("2026-03-04T08:00:00Z") }, true],
    ["does not when only other sections are out", { inReview: new Set(["BUSINESS"] as const) }, true],
  ] satisfies [string, Partial<MailGround>, boolean][])("%s", (_, change, expected) => {
    expect(isOutOfDate(mail, ground(change))).toBe(expected);
  });
});

it.each([
  ["change_approved", "approved"],
  ["change_declined", "declined"],
] as const)("%s goes out while the answer is %s", (kind, state) => {
  const changeId = "0195b9f0-9f0c-7c3a-8a51-2f9c0d6f1a11";
  const mail: StatusMail = { kind, facts: { type: "BUSINESS_BANK", changeId } };
  expect(isOutOfDate(mail, ground({ change: state }))).toBe(false);
  for (const change of ["asked", "withdrawn", "sent", null] as const) {
    expect(isOutOfDate(mail, ground({ change }))).toBe(true);
  }
});

it("knows only mails of its own, with nothing but codes and numbers", () => {
  const kinds: MailKind[] = ["live", "rejected", "clock_overdue", "change_declined"];
  for (const kind of kinds) expect(statusMailSchema.safeParse({ kind, facts: {} }).success).toBe(false);
  expect(statusMailSchema.safeParse({ kind: "birthday", facts: {} }).success).toBe(false);
  const extra = statusMailSchema.parse({ kind: "approved", facts: { email: "sari@toko.test" } });
  expect(extra.facts).toEqual({});
});

it("reminds only while the merchant still has to do the same and has done nothing since", () => {
  const mail: StatusMail = { kind: "reminder", facts: { matter: "draft", number: 2 } };
  expect(isOutOfDate(mail, ground({ reminder: { matter: "draft", reminded: 2 } }))).toBe(false);
  expect(isOutOfDate(mail, ground({ reminder: { matter: "draft", reminded: 0 } }))).toBe(true);
  expect(isOutOfDate(mail, ground({ reminder: { matter: "needs_correction", reminded: 2 } }))).toBe(true);
  expect(isOutOfDate(mail, ground({ reminder: { matter: null, reminded: 2 } }))).toBe(true);
});
