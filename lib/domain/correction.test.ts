import { describe, expect, test } from "vitest";
import { businessParts } from "./business";
import {
  openEntities,
  openSlots,
  partsOfSection,
  scopeOfPart,
  sectionSlugs,
  slotsOfEntity,
  slugOf,
  withinScope,
} from "./correction";
import { companySent, entitiesWith, openOf, personSent, refused, requirements, slots } from "./correction.fixture";
import { slotsOf } from "./requirements";
import { type CallbackType, callbackTypes, verdictTypes } from "./sections";

const company = { kind: companySent.answers.kind, contactKeys: ["primary", "c-2"] };
const person = { kind: personSent.answers.kind, contactKeys: ["primary"] };
const idsOf = (open: readonly { entityId: string }[]) => open.map(({ entityId }) => entityId);

describe("open is", () => {
  test("what DOKU refused, and nothing beside it", () => {
    expect(openEntities(refused([]), [])).toEqual([]);
    expect(idsOf(openOf(["CTC-2", "BNK-1"]))).toEqual(["CTC-2", "BNK-1"]);
    expect(idsOf(openEntities(entitiesWith({ "CTC-1": "in_review", "ADR-1": "inactive" }), []))).toEqual([]);
  });

  test("never the headline and never a payment method", () => {
    const entities = entitiesWith({ "BRAND.OPERATIONAL_STATUS": "rejected", QRIS: "rejected" });
    expect(openEntities(entities, [])).toEqual([]);
  });

  test("a section whose change was granted, where DOKU has decided", () => {
    const open = openEntities(refused([]), ["BUSINESS_CONTACT"]);
    expect(open.map(({ entityId, cause }) => [entityId, cause])).toEqual([
      ["CTC-1", "change"],
      ["CTC-2", "change"],
    ]);
    expect(openEntities(entitiesWith({ "BNK-1": "in_review" }), ["BUSINESS_BANK"])).toEqual([]);
  });

  test("a correction where there is both a refusal and a grant", () => {
    expect(openEntities(refused(["BNK-1"]), ["BUSINESS_BANK"])).toMatchObject([{ cause: "correction" }]);
  });

  test("nothing while the brand is suspended, whichever callback told it", () => {
    for (const suspended of ["BRN-1", "BRAND.OPERATIONAL_STATUS"]) {
      const entities = entitiesWith({ "BNK-1": "rejected", [suspended]: "suspended" });
      expect(openEntities(entities, ["BUSINESS_ADDRESS"])).toEqual([]);
    }
  });
});

describe("the scope of a part", () => {
  /** Where each refusal is corrected; documents and photos have files alone. */
  const own: [string, CallbackType, string[]][] = [
    ["BSN-1", "BUSINESS", ["profile"]],
    ["CTC-1", "BUSINESS_CONTACT", ["contacts"]],
    ["ADR-1", "BUSINESS_ADDRESS", ["address"]],
    ["DOC-NIB", "BUSINESS_DOCUMENT", []],
    ["BNK-1", "BUSINESS_BANK", ["bank"]],
    ["BRN-1", "BRAND", ["brand"]],
    ["SCM-IG", "BRAND_SOCIAL_MEDIA", ["social"]],
    ["PHP-1", "BRAND_PHOTO_PROOF", []],
  ];

  test.each(own)("%s opens its own part alone", (entityId, type, parts) => {
    const open = openOf([entityId]);
    expect(businessParts.filter((part) => scopeOfPart(part, open, company) !== null)).toEqual(parts);
    expect(partsOfSection(type, company.kind)).toEqual(parts);
  });

  test("a person's brand opens the name and description that it shares with the business", () => {
    const open = openOf(["BRN-1"]);
    expect(scopeOfPart("profile", open, person)).toEqual({ fields: ["name", "description"], keys: null });
    expect(scopeOfPart("brand", open, person)).toEqual({ fields: null, keys: null });
    expect(partsOfSection("BRAND", person.kind)).toEqual(["profile", "brand"]);
    expect(scopeOfPart("profile", openOf(["BSN-1", "BRN-1"]), person)).toEqual({ fields: null, keys: null });
    expect(scopeOfPart("brand", openOf(["BSN-1"]), person)).toBeNull();
  });

  test("of contacts and networks is the refused ones", () => {
    expect(scopeOfPart("contacts", openOf(["CTC-2"]), company)?.keys).toEqual(["c-2"]);
    expect(scopeOfPart("social", openOf(["SCM-IG", "SCM-TT"]), company)?.keys).toEqual(["INSTAGRAM", "TIKTOK"]);
  });

  test("is all of them where one could not be told, and the sole contact where there is one", () => {
    expect(scopeOfPart("contacts", openOf(["CTC-1", "CTC-2"], ["CTC-2"]), company)?.keys).toBeNull();
    expect(scopeOfPart("social", openOf(["SCM-IG"], ["SCM-IG"]), company)?.keys).toBeNull();
    expect(scopeOfPart("contacts", openOf(["CTC-1"], ["CTC-1"]), person)?.keys).toEqual(["primary"]);
  });
});

describe("what is kept of a post", () => {
  const { contacts, social, profile } = companySent.answers;

  test("is the open contact's fields: others, strangers and changed keys stay out", () => {
    const posted = {
      contacts: [
        { key: "c-2", name: "Budi Baru" },
        { key: "primary", name: "Orang Lain" },
        { key: "c-9", name: "Penyusup", email: "x@y.id" },
        { name: "Tanpa kunci" },
      ],
    };
    const kept = withinScope("contacts", contacts, posted, { fields: null, keys: ["c-2"] });
    expect(kept).toEqual({ contacts: [contacts.contacts[0], { ...contacts.contacts[1], name: "Budi Baru" }] });
  });

  test("is nothing of a post without the contacts, or with something else in their place", () => {
    for (const posted of [{}, { contacts: "x" }, { contacts: [null, 7, "x"] }, { contacts: [{ key: 7 }] }]) {
      expect(withinScope("contacts", contacts, posted, { fields: null, keys: null })).toEqual(contacts);
    }
  });

  test("is the open networks, also when they are taken away; approved ones are neither changed nor lost", () => {
    const scope = { fields: null, keys: ["INSTAGRAM"] };
    const fake = { code: "FACEBOOK", url: "https://jahat.example" };
    const fresh = { code: "INSTAGRAM", url: "https://instagram.com/baru" };
    const locked = social.accounts.filter(({ code }) => code !== "INSTAGRAM");
    expect(withinScope("social", social, { accounts: [fake, fresh] }, scope)).toEqual({ accounts: [...locked, fresh] });
    expect(withinScope("social", social, { accounts: [] }, scope)).toEqual({ accounts: locked });
  });

  test("is the named fields and no others", () => {
    const posted = { name: "Toko Baru", email: "baru@contoh.id", description: "Baru" };
    const kept = withinScope("profile", profile, posted, { fields: ["name", "description"], keys: null });
    expect(kept).toEqual({ ...profile, name: "Toko Baru", description: "Baru" });
  });

  test("never reaches a prototype", () => {
    const hostile = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"name":"Toko"}');
    withinScope("profile", profile, hostile, { fields: null, keys: null });
    withinScope("contacts", contacts, { contacts: [{ ...hostile, key: "primary" }] }, { fields: null, keys: null });
    withinScope("social", social, { accounts: [hostile] }, { fields: null, keys: null });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    const kept = withinScope("profile", profile, hostile, { fields: ["name"], keys: null });
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
    expect(Object.keys(kept).sort()).toEqual(Object.keys(profile).sort());
  });
});

describe("the files of a refusal", () => {
  const all = slotsOf(requirements, company.contactKeys);
  const slotIds = (ids: string[], unnamed: string[] = []) =>
    openSlots(openOf(ids, unnamed), all, company.contactKeys).map(({ id }) => id);

  test.each([
    ["CTC-1", [slots.ktp, slots.selfie]],
    ["CTC-2", [slots.otherKtp]],
    ["DOC-NIB", [slots.nib]],
    ["DOC-AKTA", [slots.akta]],
    ["BNK-1", [slots.bank]],
    ["PHP-1", [slots.photo]],
    ["BSN-1", []],
    ["ADR-1", []],
    ["BRN-1", [slots.logo]],
    ["SCM-IG", []],
  ])("%s", (entityId, expected) => {
    expect(slotIds([entityId]).sort()).toEqual([...expected].sort());
  });

  test("are all of their kind where it could not be told which, and never of another kind", () => {
    expect(slotIds(["DOC-NIB"], ["DOC-NIB"])).toEqual([slots.nib, slots.akta, slots.npwp]);
    expect(slotIds(["CTC-1"], ["CTC-1"])).toEqual([slots.ktp, slots.otherKtp, slots.selfie]);
  });

  test("are each there once, however many entities have them", () => {
    expect(slotIds(["PHP-1", "PHP-2"])).toEqual([slots.photo]);
  });

  test("of the selfie are the primary contact's, also where DOKU asks for it elsewhere", () => {
    const selfie = { ...(requirements[1] ?? fail()), place: "business" as const };
    const [one] = openOf(["CTC-1"]);
    const [other] = openOf(["CTC-2"]);
    const elsewhere = slotsOf([selfie], company.contactKeys);
    expect(one && slotsOfEntity(one, elsewhere, company.contactKeys)).toHaveLength(1);
    expect(other && slotsOfEntity(other, elsewhere, company.contactKeys)).toHaveLength(0);
  });
});

function fail(): never {
  throw new Error("no requirement");
}

test("every section with a verdict has an address of its own, and no other has", () => {
  expect(verdictTypes.map(slugOf).sort()).toEqual(Object.keys(sectionSlugs).sort());
  expect(callbackTypes.filter((type) => slugOf(type) === null)).toEqual(["BRAND.OPERATIONAL_STATUS", "BRAND_PRODUCT"]);
});
