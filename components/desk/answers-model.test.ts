import { expect, test } from "vitest";
import { answerLines, isMeant, personalNumbersOf, slotLines } from "./answers-model";

const bank = { bankName: "BCA", accountNumber: "1234567890", swiftCode: "" };
const beside = { "contact.primary.DOCUMENT.KTP": { NO_KTP: "3372015708900001", OTHER: "" }, broken: "x" };

test("personal numbers are masked and have a name, the rest is shown", () => {
  expect(answerLines("bank", bank)).toMatchObject([
    { value: "BCA", secret: null },
    { value: "•••• •• 7890", secret: "answers/bank/accountNumber" },
  ]);
});

test("nothing invisible in a draft turns a line about for staff", () => {
  expect(answerLines("profile", { name: "Toko \u202eayaJ\u2066", description: "\u3164" })).toMatchObject([
    { field: "name", value: "Toko ayaJ" },
  ]);
});

test("contacts are numbered, and what is ours alone or no text is left out", () => {
  const values = {
    contacts: [{ key: "primary", name: "Budi", phone: "81234567890" }, null, { key: "x", name: "Ani", age: 3 }],
  };
  expect(answerLines("contacts", values)).toEqual([
    { part: "contacts", field: "name", item: 1, value: "Budi", secret: null },
    { part: "contacts", field: "phone", item: 1, value: "•••• ••• 7890", secret: "answers/contacts/1/phone" },
    { part: "contacts", field: "name", item: 2, value: "Ani", secret: null },
  ]);
});

test("values beside files are masked, whatever DOKU calls them", () => {
  expect(slotLines(beside)).toEqual([
    {
      slotId: "contact.primary.DOCUMENT.KTP",
      code: "NO_KTP",
      value: "•••• •••• •••• 0001",
      secret: "beside/contact.primary.DOCUMENT.KTP/NO_KTP",
    },
  ]);
});

test("every masked number can be found by its name or its section's, and nothing else", () => {
  const change = {
    kind: "field",
    part: "bank",
    contactKey: null,
    field: "accountNumber",
    before: "1",
    after: "2",
  } as const;
  const all = personalNumbersOf({
    parts: [{ part: "bank", values: bank }],
    slotValues: beside,
    workingCopy: [{ type: "BUSINESS_BANK", changes: [change, { ...change, field: "accountName" }] }],
  });
  const valuesOf = (wanted: string) => all.filter(({ secret }) => isMeant(secret, wanted)).map(({ value }) => value);
  expect(all).toHaveLength(4);
  expect(valuesOf("answers/bank")).toEqual(["1234567890"]);
  expect(valuesOf("answers/bank/accountNumber")).toEqual(["1234567890"]);
  expect(valuesOf("answers/bank/account")).toEqual([]);
  expect(valuesOf("beside")).toEqual(["3372015708900001"]);
  expect(valuesOf("changes/BUSINESS_BANK")).toEqual(["1", "2"]);
  expect(valuesOf("")).toEqual([]);
});
