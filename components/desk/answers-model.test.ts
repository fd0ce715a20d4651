import { expect, test } from "vitest";
import { answerLines, slotLines } from "./answers-model";

test("personal numbers are masked unless asked for, the rest is shown", () => {
  const bank = { bankName: "BCA", accountNumber: "1234567890", swiftCode: "" };
  expect(answerLines("bank", bank, false).map((line) => line.value)).toEqual(["BCA", "•••• •• 7890"]);
  expect(answerLines("bank", bank, true).map((line) => line.value)).toEqual(["BCA", "1234567890"]);
});

test("contacts are numbered, and what is ours alone or no text is left out", () => {
  const values = {
    contacts: [{ key: "primary", name: "Budi", phone: "81234567890" }, null, { key: "x", name: "Ani", age: 3 }],
  };
  expect(answerLines("contacts", values, false)).toEqual([
    { part: "contacts", field: "name", item: 1, value: "Budi" },
    { part: "contacts", field: "phone", item: 1, value: "•••• ••• 7890" },
    { part: "contacts", field: "name", item: 2, value: "Ani" },
  ]);
});

test("values beside files are masked, whatever DOKU calls them", () => {
  const values = { "contact.primary.DOCUMENT.KTP": { NO_KTP: "3372015708900001", OTHER: "" }, broken: "x" };
  expect(slotLines(values, false)).toEqual([
    { slotId: "contact.primary.DOCUMENT.KTP", code: "NO_KTP", value: "•••• •••• •••• 0001" },
  ]);
  expect(slotLines(values, true)[0]?.value).toBe("3372015708900001");
});
