import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EntityClues } from "../doku/entities";
import { personalAnswers } from "../doku/testing/merchants";
import type { CallbackType } from "../domain/sections";
import { type Clued, entityRefs, type KnownParts } from "./entity-refs";

const [budi, tini] = personalAnswers.contacts.contacts;
if (!budi || !tini) throw new Error("no contacts");
const known: KnownParts = {
  contacts: [budi, tini],
  files: [
    { fileId: "f-1", slotId: "contact.primary.DOCUMENT.KTP", dokuFileId: "DCM-1" },
    { fileId: "f-2", slotId: "contact.c-2.DOCUMENT.KTP", dokuFileId: "DCM-2" },
    { fileId: "f-3", slotId: "contact.primary.OWNER_LIVENESS", dokuFileId: "CNT-1" },
    { fileId: "f-4", slotId: "business.DOCUMENT.NIB", dokuFileId: "DCM-3" },
    { fileId: "f-5", slotId: "business.DOCUMENT.AKTA", dokuFileId: "DCM-4" },
    { fileId: "f-6", slotId: "brand.PHOTO_PROOF", dokuFileId: "PHP-1" },
    { fileId: "f-7", slotId: "brand.PHOTO_PROOF", dokuFileId: null },
  ],
};

type Told = Partial<EntityClues> & { name?: string };
const entity = (type: CallbackType, entityId: string, { name, ...clues }: Told = {}): Clued => ({
  ...{ type, entityId, name: name ?? null },
  clues: { code: null, email: null, fileIds: [], place: 0, ...clues },
});
const contact = (entityId: string, told: Told = {}) => entity("BUSINESS_CONTACT", entityId, told);
const refs = (entities: Clued[], parts = known) =>
  Object.fromEntries([...entityRefs(entities, parts)].map(([key, ref]) => [key.split("\n")[1], ref]));

describe("a contact is told", () => {
  test("by the files of theirs, whatever else is said", () => {
    const misled = contact("A", { fileIds: ["DCM-2"], email: tini.email, name: tini.name });
    expect(refs([misled])).toEqual({ A: "c-2" });
    expect(refs([contact("A", { fileIds: ["CNT-1", "DCM-1"] })])).toEqual({ A: "primary" });
  });

  test("by an e-mail, then by a name, however they are written", () => {
    expect(refs([contact("A", { email: ` ${budi.email.toUpperCase()}`, name: tini.name })])).toEqual({ A: "c-2" });
    expect(refs([contact("A", { name: " tini   CONTOH " })])).toEqual({ A: "primary" });
  });

  test("by an e-mail that DOKU shows 30 characters of", () => {
    const email = "seseorang.dengan.nama.panjang.sekali@contoh.id";
    const parts = { ...known, contacts: [{ ...budi, email }, tini] };
    expect(refs([contact("A", { email: email.slice(0, 30) })], parts)).toEqual({ A: "c-2" });
  });

  test("by the place in DOKU's order, the primary first, where none is missing", () => {
    const [first, second] = [contact("A", { place: 0 }), contact("B", { place: 1 })];
    expect(refs([first, second])).toEqual({ A: "primary", B: "c-2" });
    expect(refs([second, first])).toEqual({ A: "primary", B: "c-2" });
    expect(refs([first])).toEqual({});
    expect(refs([first, second, contact("C", { place: 2 })])).toEqual({});
  });

  test("by being the one who is left", () => {
    expect(refs([contact("A", { name: budi.name, place: 0 }), contact("B", { place: 1 })])).toEqual({
      A: "c-2",
      B: "primary",
    });
  });

  test("not by what two of them share", () => {
    const twins = { ...known, contacts: [budi, { ...tini, name: budi.name, email: budi.email }] };
    expect(refs([contact("A", { name: budi.name, email: budi.email })], twins)).toEqual({});
    const both = [contact("A", { name: tini.name, place: 0 }), contact("B", { name: tini.name, place: 1 })];
    expect(new Set(Object.values(refs(both)))).toEqual(new Set(["primary", "c-2"]));
    expect(refs([...both, contact("C", { place: 2 })])).toEqual({});
  });

  test("never as the same person as another", () => {
    const told = fc.record({
      place: fc.nat({ max: 3 }),
      name: fc.constantFrom(tini.name, budi.name, "Siapa"),
      email: fc.constantFrom(tini.email, budi.email, null),
      fileIds: fc.subarray(["DCM-1", "DCM-2", "CNT-1", "X"]),
    });
    fc.assert(
      fc.property(fc.array(told, { maxLength: 4 }), (list) => {
        const found = Object.values(refs(list.map((one, index) => contact(`E-${index}`, one))));
        expect(new Set(found).size).toBe(found.length);
      }),
    );
  });
});

describe("a document is told", () => {
  const document = (told: Told) => refs([entity("BUSINESS_DOCUMENT", "A", told)]);

  test("by its file, then by its code", () => {
    expect(document({ fileIds: ["DCM-4"], code: "NIB" })).toEqual({ A: "business.DOCUMENT.AKTA" });
    expect(document({ code: "NIB" })).toEqual({ A: "business.DOCUMENT.NIB" });
  });

  test("not by a code that we did not send, nor by part of one, nor as somebody's identity card", () => {
    for (const told of [{ code: "SIUP" }, { code: "IB" }, { code: "KTP" }, { fileIds: ["X"] }, {}]) {
      expect(document(told)).toEqual({});
    }
  });
});

test("a photo is told by its file, and a network by its code", () => {
  expect(refs([entity("BRAND_PHOTO_PROOF", "A", { fileIds: ["PHP-1"] })])).toEqual({ A: "f-6" });
  expect(refs([entity("BRAND_PHOTO_PROOF", "A", { fileIds: ["PHP-9"] })])).toEqual({});
  expect(refs([entity("BRAND_SOCIAL_MEDIA", "A", { code: "TIKTOK" })])).toEqual({ A: "TIKTOK" });
});

test("what there is one of needs no key", () => {
  const types: CallbackType[] = ["BUSINESS", "BUSINESS_ADDRESS", "BUSINESS_BANK", "BRAND", "BRAND_PRODUCT"];
  expect(refs(types.map((type) => entity(type, type, { code: "NIB", fileIds: ["DCM-1"] })))).toEqual({});
});
