import { describe, expect, test } from "vitest";
import { isPersonal, personKeysIn, personKeysOf, searchWords } from "./search-words";

test.each([
  ["PT Sinar-Logistik", ["pt", "sinar", "logistik"]],
  ["Kilat.id", ["kilat", "id"]],
  ["Toko 100% Murah (Bandung), toko", ["toko", "100", "murah", "bandung"]],
  ["Café É", ["cafe", "e"]],
  ["  ", []],
  ["%_\\", []],
])("the words of %j", (text, words) => {
  expect(searchWords(text)).toEqual(words);
});

describe("what belongs to a person", () => {
  test.each([
    "tini@example.test",
    "tini@",
    "@",
    "0812-3456-7890",
    "+62 812 3456 7890",
    "3372011203800001",
    "3372 0112 0380 0001",
    "3372 0112 0380 0000",
  ])("%s must not stand in an address", (text) => {
    expect(isPersonal(text)).toBe(true);
  });

  test.each(["212", "toko 24", "BSN-0104-1678960841263", "1678960841263", "Jalan 45", ""])("%j may", (text) => {
    expect(isPersonal(text)).toBe(false);
  });

  test("is compared in one form, however it is written", () => {
    expect(personKeysOf(" Tini@Example.test ")).toEqual([{ kind: "email", value: "tini@example.test" }]);
    for (const text of ["0812-3456-7890", "+62 812 3456 7890", "6281234567890", "81234567890"]) {
      expect(personKeysOf(text)).toEqual([{ kind: "phone", value: "81234567890" }]);
    }
    expect(personKeysOf("3372.0112.0380.0001")).toEqual([{ kind: "nik", value: "3372011203800001" }]);
    expect(personKeysOf("tini@")).toEqual([]);
  });

  test("is found in whatever a part holds, finished or not", () => {
    const contacts = [{ email: "A@b.test", phone: "0812 3456 7890" }, { email: "half@", phone: 5 }, null, "x"];
    expect(personKeysIn("contacts", { contacts })).toEqual([
      { kind: "email", value: "a@b.test" },
      { kind: "phone", value: "81234567890" },
    ]);
    expect(personKeysIn("contacts", { contacts: "x" })).toEqual([]);
    const slots = { "contact.primary.DOCUMENT.KTP": { NO_KTP: "3372011203800001" }, "business.NIB": { NO_NIB: "1" } };
    expect(personKeysIn("slots", slots)).toEqual([{ kind: "nik", value: "3372011203800001" }]);
    expect(personKeysIn("profile", { email: "toko@example.test" })).toMatchObject([{ kind: "email" }]);
    expect(personKeysIn("bank", { accountName: "tini@example.test" })).toEqual([]);
  });
});
