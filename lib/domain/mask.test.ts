import { expect, test } from "vitest";
import { maskNumber } from "./mask";

test.each([
  ["3372015708900001", "•••• •••• •••• 0001"],
  ["81234567890", "•••• ••• 7890"],
  ["99.999.999.9-999.123", "•••• •••• ••• 9123"],
  ["12345", "• 2345"],
  ["1234", "••••"],
  ["7", "••••"],
  ["", ""],
])("%s", (value, masked) => {
  expect(maskNumber(value)).toBe(masked);
});
