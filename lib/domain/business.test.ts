import { describe, expect, test } from "vitest";
import { type PartName, partSchemas } from "./business";
import { issuesOf } from "./results";

const contact = {
  key: "primary",
  name: "Budi Santoso",
  email: "Budi@Example.com",
  phone: "0812-3456-7890",
  nationality: "ID",
  position: "OWNER",
};
const bank = {
  bankId: "014",
  bankName: "BCA",
  swiftCode: "cenaidja",
  accountNumber: "123 456 7890",
  accountName: "Budi",
};

function faultsOf(part: PartName, value: unknown) {
  const parsed = partSchemas[part].safeParse(value);
  return parsed.success ? [] : issuesOf(parsed.error);
}

describe("kind", () => {
  const kind = { businessType: "CORPORATE", legalEntity: "PT", line: "RETAIL", nationality: "ID" };
  test("a legal form belongs to its type of business", () => {
    expect(faultsOf("kind", kind)).toEqual([]);
    expect(faultsOf("kind", { ...kind, businessType: "PERSONAL" })).toEqual([
      { path: "legalEntity", key: "kind.legalEntityMismatch" },
    ]);
  });
  test("the line is a code and nobody's words: it stands in the clear and in the audit trail", () => {
    expect(faultsOf("kind", { ...kind, line: "NEW_LINE" })).toEqual([]);
    for (const line of ["Budi 3372015708900001", "A".repeat(41), "RETAIL\u202e"]) {
      expect(faultsOf("kind", { ...kind, line }), line).toEqual([{ path: "line", key: "choose" }]);
    }
  });
  test("every open question is asked at once", () => {
    expect(faultsOf("kind", {})).toEqual(
      ["businessType", "legalEntity", "line", "nationality"].map((path) => ({ path, key: "choose" })),
    );
  });
});

describe("contacts", () => {
  test("come out normalised", () => {
    expect(partSchemas.contacts.parse({ contacts: [contact] }).contacts[0]).toMatchObject({
      email: "budi@example.com",
      phone: "81234567890",
    });
  });
  test("one is primary, keys differ, there is at least one and not too many", () => {
    const others = Array.from({ length: 10 }, (_, index) => ({ ...contact, key: `c${index}` }));
    expect(faultsOf("contacts", { contacts: [] })).toEqual([{ path: "contacts", key: "contacts.none" }]);
    expect(faultsOf("contacts", { contacts: others.slice(0, 2) })).toEqual([
      { path: "contacts", key: "contacts.keys" },
    ]);
    expect(faultsOf("contacts", { contacts: [contact, contact] })).toEqual([
      { path: "contacts", key: "contacts.keys" },
    ]);
    expect(faultsOf("contacts", { contacts: [contact, ...others] })).toEqual([
      { path: "contacts", key: "tooMany", params: { max: 10 } },
    ]);
  });
});

describe("bank", () => {
  test("a bank of the list, or a typed code with or without SWIFT", () => {
    expect(partSchemas.bank.parse(bank)).toMatchObject({ swiftCode: "CENAIDJA", accountNumber: "1234567890" });
    expect(faultsOf("bank", { ...bank, bankId: "999", swiftCode: "" })).toEqual([]);
  });
  test("codes of another shape are refused", () => {
    expect(faultsOf("bank", { ...bank, bankId: "14", swiftCode: "CENA" })).toEqual([
      { path: "bankId", key: "bank.code" },
      { path: "swiftCode", key: "bank.swift" },
    ]);
  });
});

test("a shop without social media leaves the list empty", () => {
  expect(faultsOf("social", { accounts: [] })).toEqual([]);
  expect(faultsOf("social", { accounts: [{ code: "INSTAGRAM", url: "" }] })).toEqual([
    { path: "accounts.0.url", key: "required" },
  ]);
});

test("no part answers an empty form in words that are not ours", () => {
  for (const part of Object.keys(partSchemas) as PartName[]) {
    const keys = faultsOf(part, {}).map(({ key }) => key);
    if (part !== "social" && part !== "contacts") expect(keys).not.toContain("unclear");
    expect(keys.length).toBeGreaterThan(0);
  }
});

describe("the name of a bank", () => {
  const given = { swiftCode: "", accountNumber: "1234567890", accountName: "Sri" };
  const faults = (value: object) => faultsOf("bank", value).map(({ path, key }) => `${path}: ${key}`);
  test("is not missed beside a bank that nobody has chosen", () => {
    expect(faults({ ...given, bankId: "", bankName: "" })).toEqual(["bankId: bank.code"]);
    expect(faults({ ...given })).toEqual(["bankId: choose"]);
  });
  test("is missed beside a code that we do not know", () => {
    expect(faults({ ...given, bankId: "999" })).toEqual(["bankName: required"]);
    expect(faults({ ...given, bankId: "999", bankName: " " })).toEqual(["bankName: required"]);
    expect(faults({ ...given, bankId: "999", bankName: "Bank Contoh" })).toEqual([]);
  });
});
