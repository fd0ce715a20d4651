import { describe, expect, it } from "vitest";
import { secretKey } from "@/sandbox/testing/partner";
import { freshStage } from "@/sandbox/testing/stage";

const stage = freshStage({ auto: false });
const path = "/business/lite/registration";
const contact = { name: "Tini", email: "tini@contoh.id", phone_calling_code: "62", phone_number: "81234567890" };
const body = {
  business: { partner_ref_id: "ref-1", name: "Warung Lite", contact },
  referral: { code: "R1" },
  invited_user: { email: "tini@contoh.id" },
};
const kind = {
  businessType: "PERSONAL",
  businessLegalEntity: "PERSEORANGAN",
  brandBusinessLine: "RETAIL",
  businessContactNationality: "ID",
};
const read = (brandId: string) => stage.partner.get(`/business/${brandId}`, kind);

describe("Create business lite", () => {
  it("answers with ids alone, under the partner's own reference", async () => {
    const answer = await stage.partner.post(path, body);
    expect(answer.body).toEqual({
      business: { id: expect.any(String), partner_ref_id: "ref-1", brands: [{ id: expect.any(String) }] },
    });
    expect((await stage.control("/businesses/ref-1")).at("lite")).toBe(true);
  });

  it("names what is missing", async () => {
    const answer = await stage.partner.post(path, {
      business: { name: "W", contact: { ...contact, phone_number: "" } },
    });
    expect(answer.status).toBe(422);
    const faults = JSON.stringify(answer.at("message"));
    for (const field of ["business.partner_ref_id", "business.contact.phone_number", "invited_user"]) {
      expect(faults).toContain(field);
    }
  });

  it("wants a right signature", async () => {
    expect((await stage.partner.post(path, body, { secret: `${secretKey}x` })).status).toBe(401);
  });

  it("makes one business of one Request-Id, whatever went wrong on the way", async () => {
    await stage.control("/faults", { endpoint: "lite", kind: "close_after" });
    const requestId = "lite-1";
    await expect(stage.partner.post(path, body, { requestId })).rejects.toThrow();
    const again = await stage.partner.post(path, body, { requestId });
    expect(again.status).toBe(409);
    expect(again.id("business.id")).toMatch(/^BSN-/);
    const other = await stage.partner.post(path, { ...body, referral: { code: "R2" } }, { requestId });
    expect([other.status, other.at("business")]).toEqual([409, undefined]);
    expect((await stage.control("/businesses?q=Warung%20Lite")).at("businesses.length")).toBe(1);
  });

  it("says nothing of any entity until the merchant has finished at DOKU, and reviews it then", async () => {
    const brandId = (await stage.partner.post(path, body)).id("business.brands.0.id");
    const before = await read(brandId);
    expect(before.status).toBe(200);
    expect(before.id("brands.0.shared_key")).toMatch(/^SK-/);
    expect(JSON.stringify(before.body)).not.toContain('"status"');
    expect(before.at("brands.0.operational_status")).toBeNull();
    await stage.control("/settings", { auto: true });
    await stage.control("/settings", { auto: false });

    expect((await stage.control(`/businesses/${brandId}/finish`, {})).at("finishedAt")).toEqual(expect.any(String));
    const after = await read(brandId);
    expect([after.at("status"), after.at("brands.0.status"), after.at("bank_account.status")]).toEqual([
      "UPDATING",
      "UPDATING",
      "UPDATING",
    ]);
    expect(after.at("brands.0.id")).toBe(brandId);
    expect(after.at("contacts.0.email")).toBe("tini@contoh.id");
    expect((await stage.control(`/businesses/${brandId}/finish`, {})).status).toBe(400);
    await stage.control(`/businesses/${brandId}/approve`, {});
    expect((await read(brandId)).at("brands.0.operational_status")).toBe("ACTIVE");
    // The call has no address for callbacks.
    expect((await stage.control("/deliveries")).at("deliveries.length")).toBe(0);
  });

  it("goes through KYB by itself once it is finished, magic words and all", async () => {
    const named = { ...body, business: { ...body.business, name: "Warung Uji Cepat" } };
    const id = (await stage.partner.post(path, named)).id("business.id");
    await stage.control(`/businesses/${id}/finish`, {});
    expect((await stage.control(`/wait/business?id=${id}&type=BRAND.OPERATIONAL_STATUS&status=ACTIVE`)).status).toBe(
      200,
    );
  });

  it("has a button at the desk", async () => {
    const id = (await stage.partner.post(path, body)).id("business.id");
    const page = async (at: string) => (await fetch(`${stage.sandbox.url}${at}`)).text();
    expect(await page("/")).toContain("invited to DOKU");
    expect(await page(`/businesses/${id}`)).toContain("The merchant finished at DOKU");
    await fetch(`${stage.sandbox.url}/businesses/${id}/finish`, { method: "POST", redirect: "manual" });
    const after = await page(`/businesses/${id}`);
    expect(after).not.toContain("The merchant finished at DOKU");
    expect(after).toContain("Bank account: BCA");
  });
});
