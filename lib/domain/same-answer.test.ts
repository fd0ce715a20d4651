import { describe, expect, test } from "vitest";
import { isSameAnswer, isSameSlotValue } from "./same-answer";

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
  expect(isSameSlotValue("NO_NIB", "1234 5678 90123", "1234567890123")).toBe(true);
  expect(isSameSlotValue("NO_NIB", "12345", "1234567890123")).toBe(false);
  expect(isSameSlotValue("NO_X", " AB ", "AB")).toBe(true);
});
