import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatPhone, phoneSchema, writtenPhone } from "./phone";

const keyOf = (value: unknown) => phoneSchema.safeParse(value).error?.issues[0]?.message;

describe("what people type becomes what DOKU takes", () => {
  test.each([
    ["0812-3456-7890", "81234567890"],
    ["+62 812 3456 7890", "81234567890"],
    ["6281234567890", "81234567890"],
    ["006281234567890", "81234567890"],
    ["81234567890", "81234567890"],
    ["+62 (0) 812.3456.7890", "81234567890"],
    ["+62 0812 3456 7890", "81234567890"],
    ["620812 3456 7890", "81234567890"],
    ["０８１２３４５６７８９０", "81234567890"],
    ["62812-3456-7890", "81234567890"],
    ["0812.3456.7890", "81234567890"],
    ["0812/3456/7890", "81234567890"],
    ["0812\u00a03456\u20097890", "81234567890"],
    ["0812\u20113456\u20147890", "81234567890"],
    ["\u200e+62\u202f812\u22123456\u22127890\u200b", "81234567890"],
    ["＋６２ ８１２ ３４５６ ７８９０", "81234567890"],
    ["٠٨١٢٣٤٥٦٧٨٩٠", "81234567890"],
    ["۰۸۱۲-۳۴۵۶-۷۸۹۰", "81234567890"],
    ["(021) 555-1234", "215551234"],
    ["+62 21 5551234", "215551234"],
    ["62215551234", "215551234"],
    ["0361 234567", "361234567"],
    // North Sumatra's area codes begin with 62 as the country does.
    ["0622 21234", "62221234"],
    ["0621 123456", "621123456"],
    ["621123456", "621123456"],
    ["+62 622 21234", "62221234"],
  ])("%s", (typed, sent) => {
    expect(phoneSchema.parse(typed)).toBe(sent);
  });
});

test.each([
  ["", "required"],
  [undefined, "required"],
  ["  - ", "required"],
  ["0812 abc", "digitsOnly"],
  ["+1 415 555 0100", "phone.country"],
  ["0044 20 7946 0000", "phone.country"],
  ["0812", "phone.format"],
  ["0812345678901234", "phone.format"],
  ["112", "phone.format"],
])("%s is refused as %s", (typed, key) => {
  expect(keyOf(typed)).toBe(key);
});

test("a normalised number stays as it is, however it was typed", () => {
  const typed = fc.tuple(fc.constantFrom("", "0", "62", "+62", "0062", "+620"), fc.stringMatching(/^\d{6,13}$/));
  fc.assert(
    fc.property(typed, ([prefix, digits]) => {
      const once = phoneSchema.safeParse(prefix + digits);
      fc.pre(once.success);
      expect(phoneSchema.parse(once.data)).toBe(once.data);
      expect(once.data).toMatch(/^[2-9]\d{6,12}$/);
    }),
  );
});

test("every mobile number comes out the same from all its spellings", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^8[1-9]\d{7,10}$/), (number) => {
      for (const prefix of ["", "0", "62", "+62", "0062", "+62 0"]) {
        expect(phoneSchema.parse(prefix + number)).toBe(number);
      }
    }),
  );
});

test("numbers are shown as people write them, and read back", () => {
  expect(formatPhone("81234567890")).toBe("0812-3456-7890");
  expect(formatPhone("215551234")).toBe("021 5551234");
  expect(formatPhone("361234567")).toBe("0361 234567");
  expect(phoneSchema.parse(formatPhone("62221234"))).toBe("62221234");
  expect(writtenPhone(" +62 812 3456 7890")).toBe("0812-3456-7890");
  expect(writtenPhone("0812 34")).toBe("0812 34");
});
