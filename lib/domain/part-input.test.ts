import { describe, expect, it } from "vitest";
import { draftValues, inputOf, partSchemaFor } from "./part-input";
import { postedValues } from "./posted-form";
import { requirementChanges } from "./requirement-changes";
import type { Requirement } from "./requirements";
import { accountNames, knownAnswers, openingValues } from "./suggestions";

describe("what is kept of a draft", () => {
  it("are the keys of the part, valid or not", () => {
    const raw = { name: "Kopi", email: "kopi@", phone: 812, isAdmin: "yes", description: "" };
    expect(draftValues("profile", raw)).toEqual({ name: "Kopi", email: "kopi@", description: "" });
  });
  it("holds for lists too, whatever stands in them", () => {
    const raw = { contacts: [{ key: "primary", name: "Budi", secret: "x" }, "nonsense", null] };
    expect(draftValues("contacts", raw)).toEqual({ contacts: [{ key: "primary", name: "Budi" }, {}, {}] });
    expect(draftValues("social", { accounts: "none" })).toEqual({ accounts: [] });
  });
  it("is empty for anything else", () => {
    for (const raw of [null, undefined, "text", 7, []]) expect(draftValues("bank", raw)).toEqual({});
    expect(draftValues("slots", { "a.b": { NO_KTP: 7 } })).toEqual({});
  });
  it("keeps the values beside files by slot and code", () => {
    const values = { "contact.primary.DOCUMENT.KTP": { NO_KTP: "33" } };
    expect(draftValues("slots", values)).toEqual(values);
  });
});

describe("what follows without being asked", () => {
  it("a sole proprietor's other three answers", () => {
    const values = inputOf("kind", { businessType: "PERSONAL", legalEntity: "PT", line: "" });
    expect(values).toEqual({
      businessType: "PERSONAL",
      legalEntity: "PERSEORANGAN",
      line: "RETAIL",
      nationality: "ID",
    });
  });
  it("a known bank's name and SWIFT code, but not another bank's", () => {
    expect(inputOf("bank", { bankId: "451" })).toMatchObject({
      bankName: "BSI (Bank Syariah Indonesia)",
      swiftCode: "",
    });
    const other = { bankId: "999", bankName: "Bank Contoh", swiftCode: "ABCDIDJA" };
    expect(inputOf("bank", other)).toEqual(other);
  });
  it("where @name is, once the network is known", () => {
    const urlOf = (code: string, url: string) =>
      (inputOf("social", { accounts: [{ code, url }] }) as { accounts: { url: string }[] }).accounts[0]?.url;
    expect(urlOf("INSTAGRAM", " @kopi.kita ")).toBe("https://instagram.com/kopi.kita");
    expect(urlOf("TIKTOK", "@kopi")).toBe("https://tiktok.com/@kopi");
    expect(urlOf("YOUTUBE", "@kopi")).toBe("https://youtube.com/@kopi");
    for (const [code, typed] of [
      ["LINKEDIN", "@kopi"],
      ["", "@kopi"],
      ["INSTAGRAM", "@kopi kita"],
      ["INSTAGRAM", "kopi.kita"],
    ] as const) {
      expect(urlOf(code, typed)).toBe(typed);
    }
    expect(inputOf("social", {})).toEqual({ accounts: [] });
  });
  it("a sole proprietor's brand name", () => {
    const rest = { category: "RETAIL", transactionFrequency: "UMI", transactionQuantity: "UP_TO_100" };
    expect(partSchemaFor("brand", { businessType: "PERSONAL" }).safeParse(rest).success).toBe(true);
    expect(partSchemaFor("brand", { businessType: "CORPORATE" }).safeParse(rest).success).toBe(false);
  });
});

describe("asked once", () => {
  const empty = { values: {}, completedAt: null };
  const parts = {
    kind: empty,
    profile: empty,
    brand: empty,
    social: empty,
    address: empty,
    contacts: empty,
    bank: empty,
  };
  const person = { name: "Budi", email: "budi@merchant.test", businessName: "Kopi Contoh" };
  it("offers what the invitation and other parts know", () => {
    const profile = { values: { name: "Kopi Baru", phone: "81234567890" }, completedAt: null };
    const form = { kind: null, parts: { ...parts, profile } };
    expect(openingValues("profile", form, person)).toMatchObject({ name: "Kopi Baru", phone: "0812-3456-7890" });
    expect(openingValues("brand", form, person)).toMatchObject({ name: "Kopi Baru" });
    expect(openingValues("contacts", form, person)).toEqual({
      contacts: [
        {
          key: "primary",
          ...person,
          businessName: undefined,
          phone: "0812-3456-7890",
          nationality: "ID",
          position: "OWNER",
        },
      ],
    });
    expect(accountNames(form, person)).toEqual(["Budi", "Kopi Baru"]);
    expect(openingValues("bank", form, person)).toEqual({ accountName: "Budi" });
    const company = {
      businessType: "CORPORATE",
      legalEntity: "PT",
      line: "RETAIL",
      nationality: "ID",
    } as const;
    expect(openingValues("bank", { ...form, kind: company }, person)).toEqual({ accountName: "Kopi Baru" });
  });
  it("says where each is known from, every value once", () => {
    const profile = {
      values: { name: "Kopi", email: "budi@merchant.test", phone: "0812 3456 7890" },
      completedAt: null,
    };
    const contacts = {
      values: { contacts: [{ key: "primary", name: "Budi", phone: "81234567890" }] },
      completedAt: null,
    };
    const form = { kind: null, parts: { ...parts, profile, contacts } };
    const phone = [{ value: "0812-3456-7890", from: "profile" }];
    const email = { value: "budi@merchant.test", from: "invitation" };
    expect(knownAnswers("contacts", form, person)).toEqual({
      "contacts.0.name": [{ value: "Budi", from: "invitation" }],
      "contacts.0.email": [email],
      "contacts.0.phone": phone,
      "contacts.*.email": [{ ...email, from: "profile" }],
      "contacts.*.phone": phone,
    });
    expect(knownAnswers("profile", form, person)).toEqual({
      name: [{ value: "Kopi Contoh", from: "invitation" }],
      email: [email],
      phone: [{ value: "0812-3456-7890", from: "invitation" }],
    });
    expect(knownAnswers("bank", form, person)).toEqual({
      accountName: [
        { value: "Budi", from: "contacts" },
        { value: "Kopi", from: "profile" },
      ],
    });
    expect(knownAnswers("address", form, person)).toEqual({});
  });
  it("never writes over what was typed, an emptied answer included", () => {
    const brand = { values: { name: "" }, completedAt: null };
    const form = { kind: null, parts: { ...parts, brand, profile: { values: { name: "Kopi" }, completedAt: null } } };
    expect(openingValues("brand", form, person).name).toBe("");
  });
});

it("reads a form that was posted without its script", () => {
  const entries: [string, unknown][] = [
    ["$ACTION_ID_1", ""],
    ["contacts.1.name", "Siti"],
    ["contacts.0.name", "Budi"],
    ["__proto__.polluted", "x"],
    ["name", "Kopi"],
  ];
  const values = postedValues(entries);
  expect(values).toMatchObject({ contacts: [{ name: "Budi" }, { name: "Siti" }], name: "Kopi" });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

it("tells what DOKU asks for newly, no longer, or in another way", () => {
  const base: Requirement = {
    place: "business",
    category: "DOCUMENT",
    code: "NIB",
    name: "NIB",
    extensions: ["PDF", "JPG"],
    maxBytes: 100,
    mandatory: true,
    forms: [],
  };
  const reordered = { ...base, extensions: ["JPG", "PDF"], name: "Nomor Induk Berusaha" };
  const none = { added: [], removed: [], changed: [] };
  expect(requirementChanges([base], [reordered])).toEqual(none);
  const smaller = { ...base, maxBytes: 50 };
  const deed = { ...base, code: "AKTA" };
  expect(requirementChanges([base, deed], [smaller])).toEqual({ added: [], removed: [deed], changed: [smaller] });
  expect(requirementChanges([base], [base, deed])).toEqual({ ...none, added: [deed] });
});
