import { expect, test } from "vitest";
import { askChangeSchema, changeableTypes, decideChangeSchema, isChangeable } from "./changes";
import { callbackTypes } from "./sections";

test("bank account, address and contacts may change after approval, and nothing else", () => {
  expect(callbackTypes.filter(isChangeable).sort()).toEqual(["BUSINESS_ADDRESS", "BUSINESS_BANK", "BUSINESS_CONTACT"]);
  expect(changeableTypes).toHaveLength(3);
});

test("a wish names a section that may change, and says why", () => {
  const reason = " Rekening lama ditutup ";
  expect(askChangeSchema.parse({ type: "BUSINESS_BANK", reason })).toEqual({
    type: "BUSINESS_BANK",
    reason: "Rekening lama ditutup",
  });
  for (const input of [
    { type: "BUSINESS", reason },
    { type: "BUSINESS_BANK", reason: "  " },
    { type: "BUSINESS_BANK", reason: "a".repeat(501) },
    { type: "BUSINESS_BANK" },
  ]) {
    expect(askChangeSchema.safeParse(input).success).toBe(false);
  }
});

test("staff may approve without words, and decline only with words", () => {
  const changeId = "7b0c1a52-4f5e-4b0e-9a5b-0c1d2e3f4a5b";
  expect(decideChangeSchema.parse({ decision: "approve", changeId, seen: "3" })).toMatchObject({ answer: "", seen: 3 });
  expect(decideChangeSchema.safeParse({ decision: "decline", changeId, seen: "3", answer: " " }).success).toBe(false);
  expect(decideChangeSchema.safeParse({ decision: "decline", changeId, seen: "3", answer: "Belum bisa" }).success).toBe(
    true,
  );
  expect(decideChangeSchema.safeParse({ decision: "withdraw", changeId }).success).toBe(false);
});
