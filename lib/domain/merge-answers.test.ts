import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differences, isSameValue, mergeAnswers } from "./merge-answers";

const contact = (name: string, phone = "") => ({ key: "primary", name, phone });

describe("of two who fill in one form", () => {
  test("each keeps what it changed, and nothing that it only showed", () => {
    const opened = { name: "Warung", email: "a@b.id", phone: "" };
    const afterFirst = mergeAnswers(opened, opened, { ...opened, phone: "0812" });
    expect(mergeAnswers(afterFirst, opened, { ...opened, name: "Warung Sari" })).toEqual({
      name: "Warung Sari",
      email: "a@b.id",
      phone: "0812",
    });
  });
  test("the newest wins in a field that both changed, emptied ones too", () => {
    expect(mergeAnswers({ name: "B" }, { name: "A" }, { name: "C" })).toEqual({ name: "C" });
    expect(mergeAnswers({ name: "B" }, { name: "A" }, { name: "" })).toEqual({ name: "" });
  });
  test("an empty field is no change of an answer that was not there", () => {
    expect(mergeAnswers({ name: "B" }, {}, { name: "" })).toEqual({ name: "B" });
    expect(mergeAnswers({ name: "B" }, {}, { name: null })).toEqual({ name: "B" });
  });
  test("entries of a list are fields of their own until one comes or goes", () => {
    const base = { contacts: [contact("Ani"), contact("Budi")] };
    const stored = { contacts: [contact("Ani", "0811"), contact("Budi")] };
    const mine = { contacts: [contact("Ani"), contact("Beni")] };
    expect(mergeAnswers(stored, base, mine)).toEqual({ contacts: [contact("Ani", "0811"), contact("Beni")] });
    const longer = { contacts: [...mine.contacts, contact("Citra")] };
    expect(mergeAnswers(stored, base, longer)).toEqual(longer);
  });
  test("a suggestion that nobody touched is not stored, one beside a change in its list is", () => {
    const base = { name: "Warung", contacts: [contact("Ani")] };
    expect(mergeAnswers({}, base, { ...base, name: "Toko" })).toEqual({ name: "Toko" });
    expect(mergeAnswers({}, base, { ...base, contacts: [contact("Ani", "0811")] })).toEqual({
      contacts: [contact("Ani", "0811")],
    });
  });
});

describe("what is confirmed with Continue", () => {
  const confirmed = { isConfirmed: true };
  test("is what stands in the form, suggestions too", () => {
    const suggested = { name: "Warung", contacts: [{ ...contact("Ani", "0811"), nationality: "ID" }] };
    const stored = { contacts: [{ ...contact("Ani"), nationality: "" }] };
    expect(mergeAnswers(stored, suggested, suggested, confirmed)).toEqual(suggested);
    expect(mergeAnswers({}, suggested, suggested, confirmed)).toEqual(suggested);
  });
  test("and takes back nothing that another tab changed", () => {
    const base = { name: "A", contacts: [contact("Ani")] };
    const stored = { name: "B", contacts: [contact("Ani"), contact("Budi")] };
    expect(mergeAnswers(stored, base, base, confirmed)).toEqual(stored);
  });
});

describe("what the other one changed", () => {
  test("is told field by field", () => {
    const before = { name: "A", contacts: [contact("Ani"), contact("Budi")] };
    const after = { name: "A", phone: "0812", contacts: [contact("Ani", "0811"), contact("Budi")] };
    expect(differences(before, after)).toEqual([
      { path: "phone", value: "0812" },
      { path: "contacts.0.phone", value: "0811" },
    ]);
  });
  test("is a list as a whole when its length differs, and nothing where it has nothing", () => {
    expect(differences({ accounts: [], name: "A" }, { accounts: [{ code: "TIKTOK" }] })).toEqual([
      { path: "accounts", value: [{ code: "TIKTOK" }] },
    ]);
  });
});

const answers = fc.record(
  {
    a: fc.constantFrom("", "x", "y"),
    b: fc.constantFrom("", "x", "y"),
    c: fc.array(fc.record({ d: fc.constantFrom("", "x") }), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

test("whoever changes nothing changes nothing, and whoever is alone has its way", () => {
  fc.assert(
    fc.property(answers, answers, (stored, mine) => {
      expect(mergeAnswers(stored, mine, mine)).toEqual(stored);
      // A key that is gone is no change that a form can make.
      const whole = { ...stored, ...mine };
      expect(isSameValue(mergeAnswers(stored, stored, whole), whole)).toBe(true);
    }),
  );
});
