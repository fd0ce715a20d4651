import { describe, expect, test } from "vitest";
import { bankOf, banks } from "./banks";
import type { Answers } from "./business";
import { crossWarnings, slotValueWarnings, warningsFor } from "./warnings";

const today = new Date("2026-11-21T00:00:00Z");
const nik = "3372011201900001";
const longEmail = "bagian.keuangan.pusat@toko-berkah.example.com";

describe("parts", () => {
  test("an e-mail over 30 characters warns wherever it stands", () => {
    const issue = { key: "email.long", params: { max: 30 } };
    expect(warningsFor("profile", { email: longEmail })).toEqual([{ path: "email", ...issue }]);
    expect(warningsFor("profile", { email: "budi@example.com" })).toEqual([]);
    expect(warningsFor("contacts", { contacts: [{ email: "budi@example.com" }, { email: longEmail }] })).toEqual([
      { path: "contacts.1.email", ...issue },
    ]);
  });

  test("an account number outside 10 to 16 digits warns, marks not counted", () => {
    expect(warningsFor("bank", { accountNumber: "123-456-789" })).toEqual([
      { path: "accountNumber", key: "account.unusualLength", params: { count: 9, min: 10, max: 16 } },
    ]);
    expect(warningsFor("bank", { accountNumber: "1234-5678-90" })).toEqual([]);
    expect(warningsFor("bank", { accountNumber: "1".repeat(17) })).toHaveLength(1);
  });

  test("what has an error gets no warning beside it, and a draft may be empty", () => {
    expect(warningsFor("bank", { accountNumber: "abc" })).toEqual([]);
    expect(warningsFor("profile", {})).toEqual([]);
    expect(warningsFor("contacts", { contacts: [undefined] })).toEqual([]);
    expect(warningsFor("address", { street: "" })).toEqual([]);
  });
});

describe("values beside files", () => {
  test("an NPWP's check digit only warns", () => {
    expect(slotValueWarnings("NO_NPWP", "01.234.567.0-091.000")).toEqual([{ path: "NO_NPWP", key: "npwp.checkDigit" }]);
    expect(slotValueWarnings("NO_NPWP", "01.234.567.4-091.000")).toEqual([]);
    expect(slotValueWarnings("NO_NPWP", "123")).toEqual([]);
  });

  test("a NIK of an unknown province or of a very old holder warns", () => {
    expect(slotValueWarnings("NO_KTP", nik, "nik", today)).toEqual([]);
    expect(slotValueWarnings("NO_KTP", "9972011201900001", "nik", today)).toEqual([
      { path: "nik", key: "nik.province", params: { code: "99" } },
    ]);
    expect(slotValueWarnings("NO_KTP", "3372011201150001", "nik", today)).toEqual([{ path: "nik", key: "nik.age" }]);
    expect(slotValueWarnings("NO_AKTA", "7")).toEqual([]);
  });
});

describe("answers that do not fit each other", () => {
  const answers: Partial<Answers> = {
    kind: { businessType: "PERSONAL", legalEntity: "PERSEORANGAN", line: "RETAIL", nationality: "ID" },
    bank: { bankId: "014", bankName: "BCA", swiftCode: "", accountNumber: "1234567890", accountName: "BUDI SANTOSO" },
    contacts: {
      contacts: [
        {
          key: "primary",
          name: "Budi Santoso",
          email: "budi@example.com",
          phone: "81234567890",
          nationality: "ID",
          position: "OWNER",
        },
      ],
    },
  };
  const slot = (contactKey: string) => `contact.${contactKey}.DOCUMENT.KTP`;

  test("the account's name is compared as people read names", () => {
    expect(crossWarnings(answers)).toEqual([]);
    const bank = { ...answers.bank, accountName: "Siti" } as Answers["bank"];
    expect(crossWarnings({ ...answers, bank })).toEqual([
      { part: "bank", issue: { path: "accountName", key: "account.nameDiffers" } },
    ]);
    expect(crossWarnings({ bank })).toEqual([]);
  });

  test("one NIK for two people, and a person's 16-digit NPWP that is not the NIK", () => {
    const slotValues = { [slot("primary")]: { NO_KTP: nik }, [slot("a1")]: { NO_KTP: nik } };
    expect(crossWarnings({ ...answers, slotValues })).toEqual([
      { part: "slotValues", issue: { path: `${slot("a1")}.NO_KTP`, key: "nik.twice" } },
    ]);
    const withNpwp = { [slot("primary")]: { NO_KTP: nik, NO_NPWP: "3372011201900002" } };
    expect(crossWarnings({ ...answers, slotValues: withNpwp })).toEqual([
      { part: "slotValues", issue: { path: `${slot("primary")}.NO_NPWP`, key: "npwp.notNik" } },
    ]);
  });
});

test("every bank has its own three-digit code and a well-formed SWIFT", () => {
  expect(new Set(banks.map(({ code }) => code)).size).toBe(banks.length);
  for (const { code, swift } of banks) {
    expect(code).toMatch(/^\d{3}$/);
    if (swift) expect(swift).toMatch(/^[A-Z]{6}[A-Z0-9]{2}$/);
  }
  expect(bankOf("014")?.name).toBe("BCA");
  expect(bankOf("999")).toBeUndefined();
});
