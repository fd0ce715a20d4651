import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nikSchema, parseNik } from "./nik";

const keyOf = (value: unknown) => nikSchema.safeParse(value).error?.issues.map(({ message }) => message);
const today = new Date("2026-11-21T00:00:00Z");

describe("nik", () => {
  test("marks are accepted and removed", () => {
    expect(nikSchema.parse(" 3372.0112-0190 0001 ")).toBe("3372011201900001");
  });

  test.each([
    ["", "required"],
    ["337201120190000X", "digitsOnly"],
    ["33720112019000", "nik.length?count=14"],
    ["33720112019000011", "nik.length?count=17"],
    ["0072011201900001", "nik.place"],
    ["3300011201900001", "nik.place"],
    ["3372001201900001", "nik.place"],
    ["3372010001900001", "nik.birthDate"],
    ["3372014001900001", "nik.birthDate"],
    ["3372017201900001", "nik.birthDate"],
    ["3372011213900001", "nik.birthDate"],
    ["3372013002900001", "nik.birthDate"],
    ["3372011201900000", "nik.serial"],
  ])("%s is refused as %s", (nik, key) => {
    expect(keyOf(nik)).toEqual([key]);
  });

  test("a wrong birth date is never corrected by the registry: 29 February of a common year is taken", () => {
    expect(nikSchema.safeParse("3372012902910001").success).toBe(true);
  });

  test("women have 40 added to the day", () => {
    expect(parseNik("3372015201900001", today)).toEqual({
      provinceCode: "33",
      province: "Jawa Tengah",
      sex: "female",
      birthDate: "1990-01-12",
    });
    expect(parseNik("3372011201900001", today)).toMatchObject({ sex: "male", birthDate: "1990-01-12" });
  });

  test("the century makes the holder old enough for a card", () => {
    expect(parseNik("3372011201090001", today)?.birthDate).toBe("2009-01-12");
    expect(parseNik("3372011201100001", today)?.birthDate).toBe("1910-01-12");
  });

  test("every well-formed number is read back as it was built", () => {
    const part = (max: number) => fc.integer({ min: 1, max });
    fc.assert(
      fc.property(
        part(99),
        part(99),
        part(28),
        part(12),
        fc.integer({ min: 0, max: 99 }),
        part(9999),
        fc.boolean(),
        (regency, district, day, month, year, serial, female) => {
          const two = (value: number) => String(value).padStart(2, "0");
          const nik = `32${two(regency)}${two(district)}${two(female ? day + 40 : day)}${two(month)}${two(year)}${String(serial).padStart(4, "0")}`;
          const parts = parseNik(nik, today);
          expect(parts?.sex).toBe(female ? "female" : "male");
          expect(parts?.birthDate.slice(2)).toBe(`${two(year)}-${two(month)}-${two(day)}`);
        },
      ),
    );
  });
});
