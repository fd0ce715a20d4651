import { describe, expect, test } from "vitest";
import type { OpenEntity } from "../domain/correction";
import type { SectionCorrection } from "../domain/correction-plan";
import type { ExplainedNote, ReasonCode } from "../domain/reasons";
import { type Requirement, type Slot, slotsOf } from "../domain/requirements";
import type { CallbackType } from "../domain/sections";
import { correctionGroups } from "./correction-focus";

const requirement = (more: Partial<Requirement>): Requirement => ({
  place: "contact",
  category: "DOCUMENT",
  code: "KTP",
  name: "KTP",
  extensions: ["JPG"],
  maxBytes: 1,
  mandatory: true,
  forms: [],
  ...more,
});
const nik = { code: "NO_KTP", name: "NIK", mandatory: true };
const slots = slotsOf(
  [
    requirement({ forms: [nik] }),
    requirement({ category: "OWNER_LIVENESS", code: null }),
    requirement({ place: "business", code: "NIB" }),
    requirement({ place: "business", code: "NPWP" }),
    requirement({ place: "bank_account", category: "BANK_ACCOUNT", code: null }),
    requirement({ place: "brand", category: "LOGO", code: null }),
  ],
  ["primary", "c-2"],
);
const slotNamed = (...ids: string[]): Slot[] => slots.filter(({ id }) => ids.includes(id));
const ktp = "contact.primary.DOCUMENT.KTP";
const selfie = "contact.primary.OWNER_LIVENESS";

function entity(type: CallbackType, entityId: string, ref: string | null = null): OpenEntity {
  return { type, entityId, ref, name: null, state: "rejected", notes: [], cause: "correction" };
}
function note(type: CallbackType, entityId: string, field: string | null, code: ReasonCode, more = {}): ExplainedNote {
  const own = { type, entityId, name: null, note: { code, field, message: "x" }, code, certain: code !== "OTHER" };
  return { ...own, mapped: false, class: "fix_now", laterAt: null, subject: "card", ...more };
}
function section(type: CallbackType, open: OpenEntity[], more: Partial<SectionCorrection> = {}): SectionCorrection {
  return {
    type,
    cause: "correction",
    open,
    parts: [],
    slots: [],
    state: "unchanged",
    changes: [],
    issues: [],
    ...more,
  };
}
const company = { kind: { businessType: "CORPORATE" }, contactKeys: ["primary", "c-2"] } as const;
const idsOf = (list: readonly Slot[]) => list.map(({ id }) => id);

describe("a contact", () => {
  const open = [entity("BUSINESS_CONTACT", "E-1", "primary")];
  const contact = section("BUSINESS_CONTACT", open, { parts: ["contacts"], slots: slotNamed(ktp, selfie) });
  const groupFor = (notes: ExplainedNote[]) => correctionGroups(contact, notes, company)[0];

  test("with a blurred card shows the card alone, the rest behind a disclosure", () => {
    const group = groupFor([note("BUSINESS_CONTACT", "E-1", "document", "PHOTO_BLURRED")]);
    expect(idsOf(group?.slots.main ?? [])).toEqual([ktp]);
    expect(idsOf(group?.slots.more ?? [])).toEqual([selfie]);
    expect(group?.parts[0]?.main).toEqual([]);
    expect(group?.parts[0]?.more).toContain("name");
  });
  test("with a selfie without the card shows the selfie", () => {
    const group = groupFor([note("BUSINESS_CONTACT", "E-1", null, "SELFIE_NO_CARD", { subject: "selfie" })]);
    expect(idsOf(group?.slots.main ?? [])).toEqual([selfie]);
  });
  test("with a wrong NIK shows where the NIK is typed", () => {
    expect(idsOf(groupFor([note("BUSINESS_CONTACT", "E-1", "NO_KTP", "NIK_INVALID")])?.slots.main ?? [])).toEqual([
      ktp,
    ]);
  });
  test("with a note that names nothing shows everything", () => {
    for (const notes of [[], [note("BUSINESS_CONTACT", "E-1", "colour", "OTHER")]]) {
      const group = groupFor(notes);
      expect(idsOf(group?.slots.main ?? [])).toEqual([ktp, selfie]);
      expect(group?.parts[0]?.more).toEqual([]);
    }
  });
  test("does not bring in the one that is approved", () => {
    expect(correctionGroups(contact, [], company).map(({ contactKey }) => contactKey)).toEqual(["primary"]);
  });
  test("that could not be told opens all", () => {
    const unclear = section("BUSINESS_CONTACT", [entity("BUSINESS_CONTACT", "E-1")], {
      parts: ["contacts"],
      slots: slotNamed(ktp, selfie, "contact.c-2.DOCUMENT.KTP"),
    });
    const groups = correctionGroups(unclear, [], company);
    expect(groups.map(({ contactKey, entities }) => [contactKey, entities.length])).toEqual([
      ["primary", 1],
      ["c-2", 0],
    ]);
    expect(idsOf(groups[1]?.slots.main ?? [])).toEqual(["contact.c-2.DOCUMENT.KTP"]);
  });
});

test("the bank is one question, and a wrong name on the account leaves it behind the disclosure", () => {
  const bank = section("BUSINESS_BANK", [entity("BUSINESS_BANK", "E-1")], {
    parts: ["bank"],
    slots: slotNamed("bank_account.BANK_ACCOUNT"),
  });
  const [byName] = correctionGroups(
    bank,
    [note("BUSINESS_BANK", "E-1", "account_name", "ACCOUNT_NAME_DIFFERS")],
    company,
  );
  expect(byName?.parts[0]?.main).toEqual(["accountName"]);
  expect(byName?.parts[0]?.more).toEqual(["bankId", "bankName", "swiftCode", "accountNumber"]);
  expect(byName?.slots.main).toEqual([]);
  const [byBank] = correctionGroups(bank, [note("BUSINESS_BANK", "E-1", "bank_id", "ACCOUNT_NOT_FOUND")], company);
  expect(byBank?.parts[0]?.main).toEqual(["bankId", "bankName", "swiftCode"]);
});

test("each refused document has a group of its own", () => {
  const documents = section(
    "BUSINESS_DOCUMENT",
    [
      entity("BUSINESS_DOCUMENT", "E-1", "business.DOCUMENT.NIB"),
      entity("BUSINESS_DOCUMENT", "E-2", "business.DOCUMENT.NPWP"),
    ],
    { slots: slotNamed("business.DOCUMENT.NIB", "business.DOCUMENT.NPWP") },
  );
  const groups = correctionGroups(documents, [note("BUSINESS_DOCUMENT", "E-1", "document", "PHOTO_GLARE")], company);
  expect(groups.map(({ slots: { main } }) => idsOf(main))).toEqual([
    ["business.DOCUMENT.NIB"],
    ["business.DOCUMENT.NPWP"],
  ]);
});

test("a sole proprietor's brand is named in the profile, where nothing else is open", () => {
  const brand = section("BRAND", [entity("BRAND", "E-1")], { parts: ["profile", "brand"] });
  const sole = { kind: { businessType: "PERSONAL" }, contactKeys: ["primary"] } as const;
  const [group] = correctionGroups(brand, [note("BRAND", "E-1", "description", "DESCRIPTION_UNCLEAR")], sole);
  expect(group?.parts).toEqual([
    { part: "profile", main: ["description"], more: ["name"] },
    { part: "brand", main: [], more: ["category", "transactionFrequency", "transactionQuantity"] },
  ]);
});

test("a brand's refused logo is shown at once, its name and the rest behind the disclosure", () => {
  const brand = section("BRAND", [entity("BRAND", "E-1")], { parts: ["brand"], slots: slotNamed("brand.LOGO") });
  const [group] = correctionGroups(brand, [note("BRAND", "E-1", "logo", "PHOTO_BLURRED")], company);
  expect(idsOf(group?.slots.main ?? [])).toEqual(["brand.LOGO"]);
  expect(group?.parts[0]?.main).toEqual([]);
  expect(group?.parts[0]?.more).toContain("name");
});
