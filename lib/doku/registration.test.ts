import { describe, expect, it } from "vitest";
import { createDokuClient } from "./client";
import { registrationBodyOf } from "./registration";
import { registrationBodySchema, updateBodySchema } from "./registration-body";
import { DokuError } from "./request";
import { companyKind, personalAnswers, personalRegistration } from "./testing/merchants";
import { updateBodyOf } from "./update";

const client = createDokuClient({ baseUrl: "http://localhost:1", clientId: "BRN-1", secretKey: "SK" });

describe("the body of a registration", () => {
  const { business } = registrationBodyOf(personalRegistration);

  it("is what DOKU takes", () => {
    expect(registrationBodySchema.parse({ business })).toEqual({ business });
    expect(business).toMatchObject({
      type: "PERSONAL",
      legal_entity: "PERSEORANGAN",
      callback_url: personalRegistration.callbackUrl,
      email: "tini@contoh.id",
      phone_calling_code: "62",
      phone_number: "81234567890",
      website_readiness: "DONT_HAVE",
      mobile_app_readiness: "UNDER_DEVELOPMENT",
      addresses: [
        {
          area: "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat",
          country: "ID",
          name: "Jalan Melati 1",
          primary: true,
        },
      ],
      service_agreement: { id: "AGR-1" },
    });
  });

  it("gives a person's business the name and description of its brand, and a company its own", () => {
    expect(business.name).toBe("Warung Bu Tini");
    expect(business.description).toBe("Warung makan");
    const company = { ...personalRegistration, answers: { ...personalAnswers, kind: companyKind } };
    expect(registrationBodyOf(company).business).toMatchObject({ type: "CORPORATE", name: "Tini Contoh" });
  });

  it("has one brand with its files and one entry a network", () => {
    expect(business.brands).toEqual([
      {
        name: "Warung Bu Tini",
        description: "Warung makan",
        category: "RETAIL",
        transaction_frequency: "UMI",
        transaction_quantity: "UP_TO_100",
        social_media: [
          {
            code: "INSTAGRAM",
            accounts: ["https://instagram.com/warungbutini", "https://instagram.com/tini.katering"],
          },
          { code: "FACEBOOK", accounts: ["https://facebook.com/warungbutini"] },
        ],
        photo_proofs: [{ id: "PHP-1" }, { id: "PHP-2" }],
        logo: { id: "LOG-1" },
      },
    ]);
  });

  it("puts the primary contact first, with the selfie, and each contact's own documents", () => {
    expect(business.contacts.map(({ name, primary }) => [name, primary])).toEqual([
      ["Tini Contoh", true],
      ["Budi Contoh", false],
    ]);
    expect(business.contacts[0]).toMatchObject({
      nationality: "ID",
      owner_liveness: { id: "CNT-1" },
      documents: [
        { code: "KTP", category: "DOCUMENT", id: "DCM-1", forms: [{ code: "NO_KTP", value: "3372014101900001" }] },
      ],
    });
    expect(business.contacts[1]).toMatchObject({
      nationality: "FOREIGN",
      phone_number: "215551234",
      documents: [{ code: "PASSPORT", id: "DCM-2" }],
    });
    expect(business.contacts[1]).not.toHaveProperty("owner_liveness");
  });

  it("keeps company documents and the bank's apart, and leaves out an empty SWIFT code", () => {
    expect(business.documents).toEqual([{ code: "NIB", category: "DOCUMENT", id: "DCM-3", forms: [] }]);
    expect(business.bank_account.documents).toEqual([{ category: "BANK_ACCOUNT", id: "BNK-1" }]);
    expect(business.bank_account).not.toHaveProperty("swift_code");
  });

  it("names every file exactly once", () => {
    const text = JSON.stringify(business);
    for (const { dokuFileId } of personalRegistration.files) expect(text.split(`"${dokuFileId}"`)).toHaveLength(2);
  });
});

describe("preparing", () => {
  it("gives each request its own Request-Id and the same bytes for the same answers", () => {
    const [first, second] = [1, 2].map(() => client.prepareRegistration(personalRegistration));
    expect(first?.requestId).not.toBe(second?.requestId);
    expect(first?.body).toBe(second?.body);
    expect(first?.path).toBe("/adv-core-api/partner/v1.0/business");
  });

  it("refuses what DOKU could not take, by the names of the fields alone", () => {
    const bank = { ...personalAnswers.bank, bankId: "14" };
    const answers = { ...personalAnswers, bank };
    const prepare = () => client.prepareRegistration({ ...personalRegistration, answers, callbackUrl: "nowhere" });
    expect(prepare).toThrow(DokuError);
    const facts = {
      kind: "rejected",
      status: null,
      fields: ["business.callback_url", "business.bank_account.bank_id"],
    };
    try {
      prepare();
    } catch (error) {
      expect(error).toMatchObject(facts);
      expect(String(error)).not.toContain("nowhere");
    }
  });
});

describe("the body of an update", () => {
  const ids = { businessId: "BSN-1", brandId: "BRN-2" };
  const partIds = {
    address: "ADR-1",
    bank: "BNK-9",
    contacts: { "c-2": "BCN-2" },
    socialMedia: { INSTAGRAM: "SCM-1" },
    replacedBy: { "DCM-3": "BDC-1", "PHP-1": "PHP-9" },
  };

  it("holds the corrected parts only, each with DOKU's id", () => {
    const correction = { ids, partIds, sections: ["BUSINESS_CONTACT"] as const, registration: personalRegistration };
    const { business } = updateBodyOf(correction);
    expect(Object.keys(business)).toEqual(["id", "contacts"]);
    expect(business.contacts).toMatchObject([{ id: "BCN-2", name: "Budi Contoh" }]);
    expect(client.prepareUpdate(correction)).toMatchObject({
      method: "PUT",
      path: "/adv-core-api/partner/v1.0/business/BSN-1",
    });
  });

  it("leaves out a contact, an address or an account that DOKU has no id for, and adds a network or photo without one", () => {
    const sections = [
      ...([
        "BUSINESS_ADDRESS",
        "BUSINESS_CONTACT",
        "BUSINESS_BANK",
        "BRAND_SOCIAL_MEDIA",
        "BRAND_PHOTO_PROOF",
      ] as const),
    ];
    const body = updateBodyOf({ ids, partIds: {}, sections, registration: personalRegistration });
    expect(updateBodySchema.parse(body)).toEqual(body);
    expect(Object.keys(body.business)).toEqual(["id", "brands"]);
    expect(body.business.brands).toEqual([
      {
        id: "BRN-2",
        social_media: [
          { code: "INSTAGRAM", accounts: expect.any(Array) },
          { code: "FACEBOOK", accounts: expect.any(Array) },
        ],
        photo_proofs: [{ id: "PHP-1" }, { id: "PHP-2" }],
      },
    ]);
  });

  it("can take every link away, and says nothing of a brand that DOKU has not named", () => {
    const answers = { ...personalAnswers, social: { accounts: [] } };
    const sections = ["BRAND_SOCIAL_MEDIA"] as const;
    const registration = { ...personalRegistration, answers };
    expect(updateBodyOf({ ids, partIds, sections, registration }).business).toEqual({
      id: "BSN-1",
      brands: [{ id: "BRN-2", social_media: [] }],
    });
    const nameless = { ...ids, brandId: null };
    expect(updateBodyOf({ ids: nameless, partIds, sections, registration }).business).toEqual({ id: "BSN-1" });
  });

  it("can hold every part", () => {
    const sections = [
      "BUSINESS",
      "BUSINESS_ADDRESS",
      "BUSINESS_BANK",
      "BUSINESS_DOCUMENT",
      "BRAND",
      "BRAND_SOCIAL_MEDIA",
      "BRAND_PHOTO_PROOF",
    ] as const;
    const body = updateBodyOf({ ids, partIds, sections, registration: personalRegistration });
    expect(updateBodySchema.parse(body)).toEqual(body);
    expect(body.business).toMatchObject({
      name: "Warung Bu Tini",
      addresses: [{ id: "ADR-1" }],
      bank_account: { id: "BNK-9", documents: [{ id: "BNK-1" }] },
      documents: [{ id: "DCM-3", entity_id: "BDC-1" }],
      brands: [
        {
          id: "BRN-2",
          name: "Warung Bu Tini",
          social_media: [{ id: "SCM-1", code: "INSTAGRAM" }, { code: "FACEBOOK" }],
          photo_proofs: [{ id: "PHP-1", entity_id: "PHP-9" }, { id: "PHP-2" }],
        },
      ],
    });
  });
});
