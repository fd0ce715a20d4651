import { describe, expect, test } from "vitest";
import { hasAccount, isSameAnswer } from "./same-answer";
import { isSameSlotValue } from "./same-slot-value";

describe("an answer is the one that was sent", () => {
  test.each([
    ["profile", "phone", "0812-3456-7890", "81234567890", true],
    ["profile", "phone", "0812-3456-7891", "81234567890", false],
    ["profile", "name", " Warung Melati ", "Warung Melati", true],
    ["profile", "websiteReadiness", "HAVE", "DONT_HAVE", false],
    ["contacts", "contacts.1.phone", "0812 3456 7890", "81234567890", true],
    ["contacts", "contacts.1.name", "Sari", "Siti", false],
    ["bank", "accountNumber", "123 456.7890", "1234567890", true],
    ["bank", "nothing", "1", "2", false],
    ["social", "accounts.0.url", "", "https://instagram.com/melati", false],
  ] as const)("%s %s: %j and %j", (part, path, typed, sent, same) => {
    expect(isSameAnswer(part, path, typed, sent)).toBe(same);
  });
});

test("a number beside a file counts by its digits", () => {
  expect(isSameSlotValue(true, "1234 5678 90123", "1234567890123")).toBe(true);
  expect(isSameSlotValue(true, "12345", "1234567890123")).toBe(false);
  expect(isSameSlotValue(false, " AB ", "AB")).toBe(true);
});

test("an account on social media is there under its own network, however its address is written", () => {
  const sent = { code: "INSTAGRAM", url: "https://instagram.com/melati" };
  expect(hasAccount([{ code: "INSTAGRAM", url: " instagram.com/melati" }], sent)).toBe(true);
  expect(hasAccount([{ code: "TIKTOK", url: "https://instagram.com/melati" }], sent)).toBe(false);
  expect(hasAccount([{ code: "INSTAGRAM", url: "https://instagram.com/mawar" }, {}], sent)).toBe(false);
  expect(hasAccount(undefined, sent)).toBe(false);
});
