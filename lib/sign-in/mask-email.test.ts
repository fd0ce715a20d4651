import fc from "fast-check";
import { expect, it } from "vitest";
import { maskEmail } from "./mask-email";

it("shows the first letters and the ending", () => {
  expect(maskEmail("budi@merchant.test")).toBe("b•••@m•••.test");
  expect(maskEmail("b@toko.co.id")).toBe("b•••@t•••.id");
});

it("never shows more, however short or odd the address is", () => {
  fc.assert(
    fc.property(fc.emailAddress(), (email) => {
      const [local = "", domain = ""] = maskEmail(email).split("@");
      expect([...local]).toHaveLength(4);
      expect(domain.split("•••")[0]).toHaveLength(1);
    }),
  );
});
