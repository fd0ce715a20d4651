import { expect, it } from "vitest";
import { failureOfAnswer } from "./doku/failure";
import { errorKind } from "./log";

it("names the kind of an error without its words, which may quote personal data", () => {
  const answer = { status: 422, body: { code: "NIK 3171234567890123 is used" }, retryAfterMs: null };
  const refusal = failureOfAnswer({ endpoint: "register-business", requestId: "r", writes: true }, answer);
  expect(errorKind(refusal)).toBe("DokuError rejected");
  expect(errorKind(Object.assign(new Error("mail for budi@merchant.test"), { code: "ECONNRESET" }))).toBe(
    "Error ECONNRESET",
  );
  expect(errorKind(Object.assign(new Error("x"), { code: "Budi Santoso, Jakarta" }))).toBe("Error");
  expect(errorKind("budi@merchant.test")).toBe("string");
});
