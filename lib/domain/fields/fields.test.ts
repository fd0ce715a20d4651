import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accountNumberSchema } from "./account";
import { areaSchema } from "./area";
import { parseArea } from "./area-parts";
import { emailSchema } from "./email";
import { nibSchema } from "./nib";
import { hasNpwpCheckDigit, npwpSchema } from "./npwp";
import { slotValueSchema } from "./slot-value";
import { urlSchema } from "./url";

type Parser = { safeParse(value: unknown): { error?: { issues: { message: string }[] } | undefined } };
const keysOf = (schema: Parser, value: unknown) => schema.safeParse(value).error?.issues.map(({ message }) => message);

describe("account", () => {
  test("leading zeros stay, marks go", () => {
    expect(accountNumberSchema.parse(" 0012-345.678 90 ")).toBe("001234567890");
  });
  test("any length is taken up to the longest there is", () => {
    expect(accountNumberSchema.parse("123")).toBe("123");
    expect(keysOf(accountNumberSchema, "1".repeat(35))).toEqual(["account.tooLong?max=34"]);
    expect(keysOf(accountNumberSchema, "12a")).toEqual(["digitsOnly"]);
    expect(keysOf(accountNumberSchema, "")).toEqual(["required"]);
  });
});

describe("npwp and nib", () => {
  test("15 and 16 digits are taken as typed", () => {
    expect(npwpSchema.parse("01.061.000.6-093.000")).toBe("010610006093000");
    expect(npwpSchema.parse("0010 6100 0609 3000")).toBe("0010610006093000");
    expect(keysOf(npwpSchema, "12345678901234")).toEqual(["npwp.length?count=14"]);
  });
  test("the check digit is found in both writings and never asked of a NIK", () => {
    expect(hasNpwpCheckDigit("013000005091000")).toBe(hasNpwpCheckDigit("0013000005091000"));
    expect(hasNpwpCheckDigit("3372011201900001")).toBe(true);
  });
  test("exactly one ninth digit fits any first eight", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{8}$/), (first) => {
        const fitting = [..."0123456789"].filter((digit) => hasNpwpCheckDigit(`${first}${digit}091000`));
        expect(fitting).toHaveLength(1);
      }),
    );
  });
  test("13 digits make a NIB", () => {
    expect(nibSchema.parse("9120 0123 4567 8")).toBe("9120012345678");
    expect(keysOf(nibSchema, "912001234567")).toEqual(["nib.length?count=12"]);
  });
});

describe("email", () => {
  test("kept in lower case, without space around", () => {
    expect(emailSchema.parse("  Budi.Santoso@Example.CO.ID ")).toBe("budi.santoso@example.co.id");
  });
  test.each(["budi", "budi@", "@example.com", "budi santoso@example.com", "budi@example", "a@b.c,d@e.f"])(
    "%s",
    (email) => {
      expect(keysOf(emailSchema, email)).toEqual(["email.format"]);
    },
  );
  test("longer than mail can carry", () => {
    expect(keysOf(emailSchema, `${"a".repeat(250)}@example.com`)).toEqual(["tooLong?max=254"]);
  });
});

describe("url", () => {
  test.each([
    ["instagram.com/kopi.kita", "https://instagram.com/kopi.kita"],
    ["HTTP://Example.com", "http://example.com/"],
    ["https://www.tiktok.com/@warung", "https://www.tiktok.com/@warung"],
    ["toko.example.id:8080/a", "https://toko.example.id:8080/a"],
  ])("%s", (typed, url) => {
    expect(urlSchema.parse(typed)).toBe(url);
    expect(urlSchema.parse(url)).toBe(url);
  });
  test.each([
    "@warung",
    "warung kita",
    "javascript:alert(1)",
    "ftp://example.com",
    "https://budi:pw@example.com",
    "https://localhost",
    "http://127.0.0.1/",
  ])("%s is no public web address", (typed) => {
    expect(keysOf(urlSchema, typed)).toEqual(["url.format"]);
  });
});

describe("area", () => {
  const area = "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat";
  test("DOKU's writing stays as it is", () => {
    expect(areaSchema.parse(area)).toBe(area);
    expect(parseArea(area)).toEqual({
      postalCode: "17133",
      village: "Kali Baru",
      district: "Medan Satria",
      city: "Bekasi",
      province: "Jawa Barat",
    });
  });
  test("free text is brought into it", () => {
    expect(areaSchema.parse(" 17133,Kali Baru, Medan  Satria , Bekasi, Jawa Barat")).toBe(area);
    expect(areaSchema.parse("17133 – Kali Baru — Medan Satria - Bekasi - Jawa Barat")).toBe(area);
  });
  test("hyphens within names stay, and the village may hold a separator", () => {
    expect(parseArea("95999 - Bo'i-Lasa - Tuah - Kota-Baru - Tanjung - Sulawesi Utara")).toEqual({
      postalCode: "95999",
      village: "Bo'i-Lasa - Tuah",
      district: "Kota-Baru",
      city: "Tanjung",
      province: "Sulawesi Utara",
    });
  });
  test.each([
    ["", "required"],
    ["Kali Baru - Medan Satria - Bekasi - Jawa Barat", "area.postalCode"],
    ["07133 - A - B - C - D", "area.postalCode"],
    ["17133", "area.format"],
    ["17133 - Medan Satria - Bekasi - Jawa Barat", "area.format"],
    ["17133 Kali Baru", "area.format"],
  ])("%s is refused as %s", (typed, key) => {
    expect(keysOf(areaSchema, typed)).toEqual([key]);
  });
  test("what is accepted is stable when repeated", () => {
    const name = fc.stringMatching(/^[A-Za-z'-]{1,6}( [A-Za-z'-]{1,6})?$/);
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 4, maxLength: 6 }),
        fc.constantFrom(" - ", ", ", " – "),
        (names, mark) => {
          const once = areaSchema.safeParse(["17133", ...names].join(mark));
          fc.pre(once.success);
          expect(areaSchema.parse(once.data)).toBe(once.data);
        },
      ),
    );
  });
});

test("a value beside a file is checked by its form code", () => {
  expect(keysOf(slotValueSchema("NO_KTP"), "123")).toEqual(["nik.length?count=3"]);
  expect(keysOf(slotValueSchema("NO_NPWP"), "123")).toEqual(["npwp.length?count=3"]);
  expect(keysOf(slotValueSchema("NO_NIB"), "123")).toEqual(["nib.length?count=3"]);
  expect(slotValueSchema("NO_AKTA").parse(" AHU-0012 ")).toBe("AHU-0012");
  expect(keysOf(slotValueSchema("NO_AKTA"), " ")).toEqual(["required"]);
});
