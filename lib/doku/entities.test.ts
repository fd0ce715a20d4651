import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBusinessData } from "./entities";

const facts = { dokuTime: new Date("2026-03-01T00:00:05Z") };

const answer = {
  id: "BSN-1",
  name: "Warung Bu Tini",
  status: { code: "ACTIVE", name: "Active" },
  type: { code: "PERSONAL", name: "Personal" },
  contacts: [
    { id: "BCN-1", name: "Tini", status: "REJECTED", reject_notes: [{ code: "X", message: "Foto buram" }] },
    { id: "BCN-2", name: "Budi", status: "UPDATING" },
  ],
  addresses: [{ id: "ADR-1", area: "17133 - Kali Baru", name: "Jalan Melati 1", status: "ACTIVE" }],
  documents: [{ id: "DCM-9", entity_id: "BDC-1", code: "NIB", name: null, status: "ON_HOLD" }],
  bank_account: { bank_name: "BCA", status: { code: "ACTIVE", value: "Active" }, updated_at: "2026-03-01T00:00:01Z" },
  brands: [
    {
      id: "BRN-1",
      name: "Warung",
      shared_key: "SK-m",
      status: "SUSPENDED",
      reject_notes: "Dibekukan",
      operational_status: "SUSPENDED",
      social_media: [{ code: "INSTAGRAM", status: "INACTIVE" }],
      photo_proofs: [{ id: "PHP-1", photo: "https://short.lived", status: "ACTIVE" }, { id: "PHP-2" }],
      services: [{ code: "QRIS", name: "QRIS", status: "ACTIVE" }],
    },
  ],
};

describe("Get business data", () => {
  it("becomes one entity for every part, with our states", () => {
    const reading = readBusinessData(answer, facts);
    expect(reading).toMatchObject({ businessId: "BSN-1", brandId: "BRN-1", sharedKey: "SK-m", ...facts });
    expect(reading?.entities.map(({ type, entityId, name, state }) => [type, entityId, name, state])).toEqual([
      ["BUSINESS", "BSN-1", "Warung Bu Tini", "approved"],
      ["BUSINESS_CONTACT", "BCN-1", "Tini", "rejected"],
      ["BUSINESS_CONTACT", "BCN-2", "Budi", "in_review"],
      ["BUSINESS_ADDRESS", "ADR-1", "17133 - Kali Baru", "approved"],
      ["BUSINESS_DOCUMENT", "BDC-1", "NIB", "in_review"],
      ["BUSINESS_BANK", "BSN-1", "BCA", "approved"],
      ["BRAND", "BRN-1", "Warung", "suspended"],
      ["BRAND.OPERATIONAL_STATUS", "BRN-1", null, "suspended"],
      ["BRAND_SOCIAL_MEDIA", "INSTAGRAM", "INSTAGRAM", "inactive"],
      ["BRAND_PHOTO_PROOF", "PHP-1", null, "approved"],
      ["BRAND_PRODUCT", "QRIS", "QRIS", "approved"],
    ]);
  });

  it("keeps notes, times and DOKU's word, and flags a word that it does not know", () => {
    const entities = readBusinessData(answer, facts)?.entities ?? [];
    const find = (id: string) => entities.find((entity) => entity.entityId === id);
    expect(find("BCN-1")?.notes).toEqual([{ code: "X", field: null, message: "Foto buram" }]);
    expect(find("BRN-1")?.notes).toEqual([{ code: null, field: null, message: "Dibekukan" }]);
    expect(find("BDC-1")).toMatchObject({ rawStatus: "ON_HOLD", known: false, state: "in_review" });
    const bank = entities.find((entity) => entity.type === "BUSINESS_BANK");
    expect(bank?.dokuTime).toEqual(new Date("2026-03-01T00:00:01Z"));
  });

  it("says nothing of a part without a status", () => {
    const { id, name, brands } = answer;
    expect(readBusinessData(answer, facts)?.silent).toMatchObject([
      { type: "BRAND_PHOTO_PROOF", entityId: "PHP-2", name: null },
    ]);
    const bare = readBusinessData({ id, name, brands: [{ id: brands[0]?.id }] }, facts);
    expect(bare?.entities).toEqual([]);
    expect(bare?.silent.map(({ type }) => type)).toEqual(["BUSINESS", "BRAND"]);
  });

  it("tells what an entity may be of ours: its codes, its e-mail, DOKU's ids of its files, its place", () => {
    const contact = {
      ...{ id: "BCN-1", status: "ACTIVE", email: "tini@contoh.id", owner_liveness: { id: "CNT-1", file: "https://x" } },
      documents: [{ file_id: "DCM-1", code: { code: "KTP", name: "KTP" } }],
    };
    const documents = [{ id: "BDC-1", file_id: "DCM-9", code: { code: "NIB", name: "NIB" }, status: "ACTIVE" }];
    const contacts = [{ id: "BCN-0" }, contact, contact, { id: "BCN-2", status: "ACTIVE" }];
    const reading = readBusinessData({ id: "BSN-1", contacts, documents }, facts);
    const clues = Object.fromEntries(reading?.entities.map(({ entityId, clues: of }) => [entityId, of]) ?? []);
    expect(clues).toEqual({
      "BCN-1": { code: null, email: "tini@contoh.id", fileIds: ["BCN-1", "CNT-1", "DCM-1"], place: 1 },
      "BCN-2": { code: null, email: null, fileIds: ["BCN-2"], place: 2 },
      "BDC-1": { code: "NIB", email: null, fileIds: ["DCM-9", "BDC-1"], place: 0 },
    });
    expect(reading?.silent.map(({ entityId, clues: of }) => [entityId, of.place])).toContainEqual(["BCN-0", 0]);
  });

  it("reads a headline that is an object of its own, and a business inside a wrapper", () => {
    const brands = [{ id: "BRN-1", operational_status: { code: "ACTIVE", name: "Active" } }];
    const coded = readBusinessData({ business: { id: "BSN-1", brands } }, facts);
    expect(coded?.entities).toMatchObject([{ type: "BRAND.OPERATIONAL_STATUS", state: "approved" }]);
    const whole = [{ id: "BRN-1", operational_status: { status: "REJECTED", reject_notes: ["a"] } }];
    const noted = readBusinessData({ id: "BSN-1", brands: whole }, facts);
    expect(noted?.entities).toMatchObject([{ state: "rejected", notes: [{ message: "a" }] }]);
  });

  it("is none without an id, and never throws", () => {
    expect(readBusinessData({ name: "x" }, facts)).toBeNull();
    const keys = Object.keys(answer).concat(Object.keys(answer.brands[0] ?? {}));
    const shaped = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 4 }));
    fc.assert(fc.property(shaped, (value) => void readBusinessData({ ...value, brands: [value] }, facts)));
  });
});
