import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanText } from "./clean-text";
import { messageOf, parseMessage } from "./message";
import { requiredText } from "./text";

test("text is trimmed, composed and freed of what nobody can see", () => {
  expect(requiredText({ max: 20 }).parse("  Toko\u200b Be\u0301\u0000\r\nrkah \u202e")).toBe("Toko Bé\nrkah");
});

test("nothing turns a name about, stands for an empty one or breaks a line unseen, and emoji stay whole", () => {
  const name = requiredText({ max: 60 });
  expect(name.parse("Toko\u061c \u202eidoM\u202c\u2066\u00ad Jaya\u{e0041}\ufff9")).toBe("Toko idoM Jaya");
  expect(name.safeParse("\u3164\u115f\uffa0\u034f").success).toBe(false);
  expect(name.parse("Satu\u2028Dua")).toBe("Satu\nDua");
  expect(name.parse("Kedai ❤️ 👩‍🍳")).toBe("Kedai ❤️ 👩‍🍳");
});

test.each([
  ["", "required"],
  [" \u200b ", "required"],
  [undefined, "required"],
  [7, "required"],
  ["abcdef", "tooLong?max=5"],
])("%j is refused as %s", (value, message) => {
  expect(
    requiredText({ max: 5 })
      .safeParse(value)
      .error?.issues.map((issue) => issue.message),
  ).toEqual([message]);
});

test("cleaning twice changes nothing", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => cleanText(cleanText(text)) === cleanText(text)));
});

test("messages carry keys and parameters there and back", () => {
  const value = fc.oneof(fc.nat({ max: 999_999_999 }), fc.stringMatching(/^[a-z&=? é]{1,9}$/), fc.constant("001"));
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value), (given) => {
      expect(parseMessage(messageOf("nik.length", given))).toEqual({ key: "nik.length", params: { ...given } });
    }),
  );
});
