import { expect, test } from "vitest";
import { maskNumber, maskNumbersIn } from "./mask";

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

test.each([
  ["NIK 3372 0157 0890 0001 tidak sesuai", "NIK •••• •••• •••• 0001 tidak sesuai"],
  ["Rekening 1234567890, a.n. Budi", "Rekening •••• •• 7890, a.n. Budi"],
  ["NPWP 99.999.999.9-999.123.", "NPWP •••• •••• ••• 9123."],
  ["Telepon 0812-3456-7890/0812-3456-7891", "Telepon •••• •••• •••• •••• •••• 7891"],
  ["Ajukan kembali setelah 12-12-2026 atau 2026-12-12", "Ajukan kembali setelah 12-12-2026 atau 2026-12-12"],
  ["Kode pos 17133, RT 001/002, foto 3x4", "Kode pos 17133, RT 001/002, foto 3x4"],
])("in the words %j", (words, masked) => {
  expect(maskNumbersIn(words)).toBe(masked);
});
