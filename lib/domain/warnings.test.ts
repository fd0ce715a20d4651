import { describe, expect, test } from "vitest";
import { bankOf, banks, findBanks } from "./banks";
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

  test("the name on the account is compared as people read names", () => {
    const names = ["PT. Kopi Kita", "Budi Santoso"];
    const found = [{ path: "accountName", key: "account.nameDiffers" }];
    expect(warningsFor("bank", { accountName: "BUDI  SANTOSO" }, names)).toEqual([]);
    expect(warningsFor("bank", { accountName: "Kopi Kita, PT" }, names)).toEqual([]);
    expect(warningsFor("bank", { accountName: "Siti" }, names)).toEqual(found);
    expect(warningsFor("bank", { accountName: "Siti" })).toEqual([]);
    expect(warningsFor("bank", { accountName: " " }, names)).toEqual([]);
  });

  test("an address on another network than the chosen one warns, and only once both can be read", () => {
    const of = (code: string, url: string) => warningsFor("social", { accounts: [{ code: code as "TIKTOK", url }] });
    expect(of("INSTAGRAM", "https://www.tiktok.com/@warung")).toEqual([
      { path: "accounts.0.url", key: "url.otherNetwork", params: { site: "instagram.com" } },
    ]);
    expect(of("TIKTOK", "notiktok.com/@warung")).toHaveLength(1);
    for (const [code, url] of [
      ["TIKTOK", "vm.tiktok.com/abc"],
      ["TWITTER", "https://twitter.com/warung"],
      ["YOUTUBE", "youtu.be/abc"],
      ["INSTAGRAM", "@warung"],
      ["", "tiktok.com/@warung"],
    ] as const) {
      expect(of(code, url), url).toEqual([]);
    }
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
  const kind = { businessType: "PERSONAL", legalEntity: "PERSEORANGAN", line: "RETAIL", nationality: "ID" } as const;
  const slot = (contactKey: string) => `contact.${contactKey}.DOCUMENT.KTP`;

  test("one NIK for two people, and a person's 16-digit NPWP that is not the NIK", () => {
    const slotValues = { [slot("primary")]: { NO_KTP: nik }, [slot("a1")]: { NO_KTP: nik } };
    expect(crossWarnings({ kind, slotValues })).toEqual([
      { part: "slotValues", issue: { path: `${slot("a1")}.NO_KTP`, key: "nik.twice" } },
    ]);
    const withNpwp = { [slot("primary")]: { NO_KTP: nik, NO_NPWP: "3372011201900002" } };
    expect(crossWarnings({ kind, slotValues: withNpwp })).toEqual([
      { part: "slotValues", issue: { path: `${slot("primary")}.NO_NPWP`, key: "npwp.notNik" } },
    ]);
  });

  test("however they are written; two that are not there yet are not the same", () => {
    const spaced = `${nik.slice(0, 6)} ${nik.slice(6, 12)} ${nik.slice(12)}`;
    const twice = { [slot("primary")]: { NO_KTP: nik }, [slot("a1")]: { NO_KTP: spaced } };
    expect(crossWarnings({ kind, slotValues: twice }).map(({ issue }) => issue.key)).toEqual(["nik.twice"]);
    expect(crossWarnings({ kind, slotValues: { [slot("primary")]: { NO_KTP: nik, NO_NPWP: spaced } } })).toEqual([]);
    const other = { [slot("primary")]: { NO_KTP: nik, NO_NPWP: "3372 0112 0190 0002" } };
    expect(crossWarnings({ kind, slotValues: other }).map(({ issue }) => issue.key)).toEqual(["npwp.notNik"]);
    const empty = { [slot("primary")]: { NO_KTP: "" }, [slot("a1")]: { NO_KTP: " " } };
    expect(crossWarnings({ kind, slotValues: empty })).toEqual([]);
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

test("banks are found by what people call them, in the order in which they would look", () => {
  const names = (typed: string) => findBanks(typed).map(({ name }) => name);
  expect(names("")).toHaveLength(banks.length);
  expect(names("bca")).toEqual(["BCA", "BCA Digital (blu)"]);
  expect(names("014")).toEqual(["BCA"]);
  expect(names("bank rakyat")).toEqual(["BRI"]);
  expect(names("Bank Mandiri")).toEqual(["Mandiri"]);
  expect(names("syariah indo")).toEqual(["BSI (Bank Syariah Indonesia)"]);
  expect(names("jenius")).toEqual(["SMBC Indonesia (BTPN, Jenius)"]);
  expect(names("b").slice(0, 2)).toEqual(["BCA", "BCA Digital (blu)"]);
  expect(names("nagari")).toEqual([]);
});
