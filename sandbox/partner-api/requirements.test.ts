import { describe, expect, it } from "vitest";
import { businessLinesOf, legalEntitiesOf } from "@/lib/domain/kinds";
import { personalQuery } from "@/sandbox/testing/merchant";
import { freshStage } from "@/sandbox/testing/stage";
import { requirementsTree } from "./requirements";

const stage = freshStage();
const company = { ...personalQuery, businessType: "CORPORATE", businessLegalEntity: "PT" };

async function codes(query: Record<string, string>, path = "business.documents") {
  const answer = await stage.partner.get("/file", query);
  return (answer.at(path) as { code: string }[]).map((document) => document.code);
}

describe("requirements", () => {
  it("ask a person for card, selfie, bank account and photos, in the shape of section 5", async () => {
    const answer = await stage.partner.get("/file", personalQuery);
    expect(answer.at("business.documents")).toEqual([]);
    expect(answer.at("business.contact.documents.0")).toMatchObject({
      code: "KTP",
      extensions: ["PNG", "JPG", "JPEG"],
      max_size: 15,
      mandatory: true,
      forms: [{ code: "NO_KTP" }],
    });
    expect(answer.at("business.brand.photo_proof")).toMatchObject({
      code: "PHOTO_PROOF",
      name: "Brand Photo Proof",
      extensions: ["PNG", "JPG", "JPEG"],
      max_size: 15,
    });
    expect(answer.at("business.contact.owner_liveness.code")).toBe("OWNER_LIVENESS");
    expect(answer.at("business.bank_account.code")).toBe("BANK_ACCOUNT");
    expect(answer.at("business.brand.logo.mandatory")).toBe(false);
    expect(answer.at("business.service_agreement.mandatory")).toBe(false);
  });

  it("ask a company for its papers, by legal form", async () => {
    const pt = await codes({ ...company, brandBusinessLine: "LOGISTICS" });
    expect(pt).toEqual(expect.arrayContaining(["NIB", "NPWP", "AKTA_PENDIRIAN_PERUSAHAAN", "SK_KEMENKUMHAM"]));
    const cv = await codes({ ...company, businessLegalEntity: "CV" });
    expect(cv).not.toContain("SK_KEMENKUMHAM");
    expect(await codes({ ...company, businessLegalEntity: "BLU" })).toContain("IZIN_BLU");
  });

  it("ask licensed lines for their licence", async () => {
    expect(await codes({ ...company, brandBusinessLine: "FINANCIAL_SERVICE" })).toContain("IZIN_USAHA");
    expect(await codes({ ...company, brandBusinessLine: "EDUCATION" })).toContain("IZIN_DISPENDIK_KEMENDIKBUD");
    const koperasi = { ...company, businessLegalEntity: "KOPERASI", brandBusinessLine: "FINANCIAL_SERVICE" };
    expect(await codes(koperasi)).toContain("IZIN_KOPERASI_SIMPAN_PINJAM");
    expect(await codes(company)).not.toContain("IZIN_USAHA");
  });

  it("ask a foreigner for a passport instead of a card", async () => {
    const foreign = { ...company, businessContactNationality: "FOREIGN" };
    expect(await codes(foreign, "business.contact.documents")).toEqual(["PASSPORT", "KITAS_OR_KITAP"]);
  });

  it("exist for every legal form and line", () => {
    for (const legalEntity of legalEntitiesOf.CORPORATE) {
      for (const line of businessLinesOf.CORPORATE) {
        const tree = requirementsTree({ businessType: "CORPORATE", legalEntity, line, nationality: "ID" });
        expect(tree.business.documents.length).toBeGreaterThan(0);
      }
    }
  });

  it.each([
    ["businessType", "SHOP"],
    ["businessLegalEntity", "PT"],
    ["brandBusinessLine", "NONSENSE"],
    ["businessContactNationality", ""],
  ])("answer 400 naming %s when it is %j", async (name, value) => {
    const answer = await stage.partner.get("/file", { ...personalQuery, [name]: value });
    expect(answer.status).toBe(400);
    expect(answer.at("message.0")).toContain(name);
  });
});

describe("address search", () => {
  it("finds areas by postal code and by any name", async () => {
    const area = "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat";
    expect((await stage.partner.get("/address", { keyword: "17133" })).body).toEqual([{ area }]);
    expect((await stage.partner.get("/address", { keyword: "medan satria" })).body).toContainEqual({ area });
    expect((await stage.partner.get("/address", { keyword: "atlantis" })).body).toEqual([]);
    expect((await stage.partner.get("/address", {})).status).toBe(400);
  });
});
