import { describe, expect, it } from "vitest";
import { companyMerchant, imageFile, personalMerchant, personalQuery } from "@/sandbox/testing/merchant";
import type { Json } from "@/sandbox/testing/partner";
import { freshStage } from "@/sandbox/testing/stage";

const stage = freshStage({ auto: false });
type Part = Record<string, unknown>;
const merchant = () => personalMerchant(stage.partner, { callbackUrl: stage.receiver.url });
const read = (answer: Json) => stage.partner.get(`/business/${answer.id("business.brands.0.id")}`, personalQuery);

describe("registration", () => {
  it.each<[string, (business: Part) => void, string]>([
    ["a missing name", (b) => delete b.name, "business.name "],
    ["an e-mail that is none", (b) => Object.assign(b, { email: "tini" }), "business.email "],
    ["a phone number with its 0", (b) => Object.assign(b, { phone_number: "081234567890" }), "business.phone_number "],
    ["a number for a string", (b) => Object.assign(b, { phone_calling_code: 62 }), "business.phone_calling_code "],
    ["another legal form", (b) => Object.assign(b, { legal_entity: "PT" }), "business.legal_entity "],
    ["a name unlike the brand's", (b) => Object.assign(b, { name: "Lain" }), "business.name "],
    ["no address", (b) => Object.assign(b, { addresses: [] }), "business.addresses "],
    ["no callback address", (b) => delete b.callback_url, "business.callback_url "],
    ["no contact", (b) => Object.assign(b, { contacts: [] }), "business.contacts "],
    ["no bank account", (b) => delete b.bank_account, "business.bank_account "],
    ["a photo that was never uploaded", (b) => breakFirst(b, "photo_proofs", { id: "PHP-1" }), "photo_proofs.0.id "],
  ])("answers 422 naming the field for %s", async (_what, spoil, field) => {
    const body = await merchant();
    spoil(body.business);
    const answer = await stage.partner.post("/business", body);
    expect(answer.status).toBe(422);
    expect(answer.at("message")).toEqual(expect.arrayContaining([expect.stringContaining(field)]));
  });

  it("asks for the card's number, and for files of the right kind", async () => {
    const { business } = await merchant();
    const [contact] = business.contacts as Part[];
    Object.assign(contact ?? {}, { documents: [], owner_liveness: undefined });
    const answer = await stage.partner.post("/business", { business });
    expect(answer.at("message")).toEqual([
      "business.contacts.0.documents KTP is required",
      "business.contacts.0.owner_liveness is required",
    ]);
    const swapped = await merchant();
    const logo = await stage.partner.upload(await stage.partner.token(), "LOGO", await imageFile());
    breakFirst(swapped.business, "photo_proofs", { id: logo.id("id") });
    const refused = await stage.partner.post("/business", swapped);
    expect(refused.at("message.0")).toBe("business.brands.0.photo_proofs.0.id was uploaded as LOGO");
  });

  it("asks a PT for its company documents", async () => {
    const { business } = await companyMerchant(stage.partner, { callbackUrl: stage.receiver.url });
    const documents = business.documents as Part[];
    const without = documents.filter((document) => document.code !== "SK_KEMENKUMHAM");
    const refused = await stage.partner.post("/business", { business: { ...business, documents: without } });
    expect(refused.at("message")).toEqual(["business.documents SK_KEMENKUMHAM is required"]);
    expect((await stage.partner.post("/business", { business })).status).toBe(200);
  });
});

function breakFirst(business: Part, field: string, value: Part) {
  const [brand] = business.brands as Part[];
  Object.assign(brand ?? {}, { [field]: [value] });
}

describe("Get business data", () => {
  it("has no wrapper, codes as objects, links to photos and a status for every entity", async () => {
    const answer = await stage.register();
    const data = await read(answer);
    expect(data.at("id")).toBe(answer.at("business.id"));
    expect(data.at("legal_entity.code")).toBe("PERSEORANGAN");
    expect(data.at("brands.0.shared_key")).toBe(answer.at("business.brands.0.shared_key"));
    expect(data.at("brands.0.category")).toEqual({ code: "RETAIL", name: "Retail" });
    for (const path of ["", "contacts.0.", "addresses.0.", "bank_account.", "brands.0.", "brands.0.services.0."]) {
      expect(data.at(`${path}status`)).toBe("UPDATING");
    }
    expect(data.at("brands.0.social_media.0.status")).toBe("UPDATING");
    const photo = await fetch(data.id("brands.0.photo_proofs.0.photo"));
    expect(photo.headers.get("content-type")).toBe("image/jpeg");
  });

  it("takes the brand id and the four parameters only", async () => {
    const answer = await stage.register();
    expect((await stage.partner.get(`/business/${answer.id("business.id")}`, personalQuery)).status).toBe(404);
    expect((await stage.partner.get(`/business/${answer.id("business.brands.0.id")}`)).status).toBe(400);
  });
});

describe("updates", () => {
  async function rejectAll(answer: Json) {
    const id = answer.id("business.id");
    for (const type of ["BUSINESS_CONTACT", "BRAND_PHOTO_PROOF", "BRAND_SOCIAL_MEDIA"]) {
      await stage.control(`/businesses/${id}/status`, { type, status: "REJECTED", notes: ["Foto buram"] });
    }
    return read(answer);
  }

  it("put corrected entities back into review and leave the others alone", async () => {
    const answer = await stage.register();
    const before = await rejectAll(answer);
    expect(before.at("contacts.0.reject_notes.0.message")).toBe("Foto buram");
    const photo = await stage.partner.upload(await stage.partner.token(), "PHOTO_PROOF", await imageFile());
    const entityId = before.at("brands.0.photo_proofs.0.id");
    const business = {
      contacts: [{ id: before.at("contacts.0.id"), name: "Tini Baru" }],
      brands: [{ id: before.at("brands.0.id"), photo_proofs: [{ id: photo.at("id"), entity_id: entityId }] }],
    };
    const updated = await stage.partner.put(`/business/${answer.id("business.id")}`, { business });
    expect(updated.status).toBe(200);
    expect(updated.at("business.id")).toBe(answer.at("business.id"));
    const after = await read(answer);
    expect(after.at("contacts.0")).toMatchObject({ name: "Tini Baru", status: "UPDATING", email: "tini@contoh.id" });
    expect(after.at("brands.0.photo_proofs")).toMatchObject([
      { id: entityId, file_id: photo.at("id"), status: "UPDATING" },
    ]);
    expect(after.at("brands.0.social_media.0.status")).toBe("REJECTED");
  });

  it("take refused links away when a sent list leaves them out", async () => {
    const answer = await stage.register();
    await rejectAll(answer);
    const brand = { id: answer.at("business.brands.0.id"), social_media: [] };
    const updated = await stage.partner.put(`/business/${answer.id("business.id")}`, { business: { brands: [brand] } });
    expect(updated.status).toBe(200);
    expect((await read(answer)).at("brands.0.social_media")).toEqual([]);
  });

  it("refuse unknown parts, empty corrections and unknown businesses, and change nothing then", async () => {
    const answer = await stage.register();
    const id = answer.id("business.id");
    const business = { name: "Baru", contacts: [{ id: "BCN-nobody", name: "X" }] };
    const unknown = await stage.partner.put(`/business/${id}`, { business });
    expect([unknown.status, unknown.at("message.0")]).toEqual([422, "business.contacts.0.id is not known"]);
    expect((await read(answer)).at("name")).toBe("Warung Bu Tini");
    expect((await stage.partner.put(`/business/${id}`, { business: { id } })).status).toBe(422);
    expect((await stage.partner.put("/business/BSN-nobody", { business: { name: "X" } })).status).toBe(404);
  });

  it("are not taken for a suspended brand", async () => {
    const answer = await stage.register();
    await stage.control(`/businesses/${answer.id("business.id")}/suspend`, {});
    const refused = await stage.partner.put(`/business/${answer.id("business.id")}`, { business: { name: "Baru" } });
    expect(refused.status).toBe(403);
  });
});
