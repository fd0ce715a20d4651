/** The whole client against the sandbox, over real HTTP: what both understand of the contract is the same. */
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "@/sandbox/server";
import type { Answers, Kind } from "../domain/business";
import { primaryContactKey, slotsOf } from "../domain/requirements";
import { createDokuClient, type DokuClient } from "./client";
import type { RegistrationFile } from "./registration";
import type { DokuCall } from "./request";
import { companyKind, personalAnswers, personalKind } from "./testing/merchants";

const account = { clientId: "BRN-0001-10791114622547", secretKey: "SK-test-0123456789" };
const calls: DokuCall[] = [];
let sandbox: RunningSandbox;
let client: DokuClient;
let image: Uint8Array;

beforeAll(async () => {
  sandbox = await startSandbox({ ...account, clock: 86_400, auto: false });
  const config = { ...account, baseUrl: sandbox.url, refuseUnsignedMismatch: true };
  client = createDokuClient({
    ...config,
    onCall: (call) => {
      calls.push(call);
    },
  });
  const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: "#80a090" } });
  image = new Uint8Array(await picture.jpeg().toBuffer());
});
afterAll(async () => {
  await sandbox.close();
});

const typedValues: Record<string, string> = { NO_KTP: "3372014101900001", NO_NIB: "1234567890123" };

function fileFor(extensions: readonly string[]) {
  if (extensions.includes("JPG")) return { bytes: image, fileName: "file.jpg", mediaType: "image/jpeg" };
  const bytes = new TextEncoder().encode("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
  return { bytes, fileName: "file.pdf", mediaType: "application/pdf" };
}

/** Uploads everything that this kind of business is asked for, as the portal would. */
async function registrationOf(kind: Kind, contacts: Answers["contacts"]["contacts"]) {
  const slots = slotsOf(
    await client.checkRequirements(kind),
    contacts.map((contact) => contact.key),
  );
  const files: RegistrationFile[] = [];
  const slotValues: Answers["slotValues"] = {};
  for (const { id: slotId, requirement, contactKey } of slots) {
    const { place, category, code, forms } = requirement;
    const sent = { category, code, ...fileFor(requirement.extensions) };
    const { dokuFileId } = await client.uploadFile(sent);
    files.push({ slotId, place, category, code, contactKey, dokuFileId });
    slotValues[slotId] = Object.fromEntries(
      forms.map((form) => [form.code, typedValues[form.code] ?? "0123456789012345"]),
    );
  }
  const answers: Answers = { ...personalAnswers, kind, contacts: { contacts }, slotValues };
  return { answers, files, callbackUrl: "http://127.0.0.1:9/api/webhooks/doku/token" };
}

const primaryOnly = personalAnswers.contacts.contacts.filter((contact) => contact.key === primaryContactKey);

describe("the client and the sandbox", () => {
  it("test a connection", async () => {
    const { expiresAt } = await client.issueToken();
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 5 * 3_600_000);
    const wrong = createDokuClient({ ...account, secretKey: "SK-wrong", baseUrl: sandbox.url });
    await expect(wrong.issueToken()).rejects.toMatchObject({ kind: "auth", messages: ["Invalid Signature"] });
  });

  it("bring a person's shop from requirements to a business whose entities can be read, and correct it", async () => {
    const registration = await registrationOf(personalKind, primaryOnly);
    const prepared = client.prepareRegistration(registration);
    const registered = await client.sendRegistration(prepared);
    const [brand] = registered.brands;
    expect(registered).toMatchObject({ businessId: expect.stringMatching(/^BSN-/), status: "UPDATING" });
    expect(brand).toMatchObject({ brandId: expect.stringMatching(/^BRN-/), sharedKey: expect.stringMatching(/^SK-/) });
    expect(brand?.services.map((service) => service.code)).toContain("QRIS");

    expect(await client.sendRegistration(prepared)).toEqual({ ...registered, dokuTime: expect.any(Date) });
    expect(calls.at(-1)).toMatchObject({ outcome: "replayed", status: 409, signatureMismatch: false });

    const ids = { businessId: registered.businessId, brandId: brand?.brandId ?? null };
    const reading = await client.getBusiness(ids, personalKind);
    expect(reading).toMatchObject({ ...ids, sharedKey: brand?.sharedKey, silent: [] });
    expect(reading.dokuTime).not.toBeNull();
    expect([...new Set(reading.entities.map((entity) => entity.type))].sort()).toEqual([
      "BRAND",
      "BRAND.OPERATIONAL_STATUS",
      "BRAND_PHOTO_PROOF",
      "BRAND_PRODUCT",
      "BRAND_SOCIAL_MEDIA",
      "BUSINESS",
      "BUSINESS_ADDRESS",
      "BUSINESS_BANK",
      "BUSINESS_CONTACT",
    ]);
    expect(reading.entities.every((entity) => entity.known && entity.state === "in_review")).toBe(true);

    const idOf = (type: string) => reading.entities.find((entity) => entity.type === type)?.entityId ?? "";
    const update = client.prepareUpdate({
      ids,
      partIds: {
        address: idOf("BUSINESS_ADDRESS"),
        bank: idOf("BUSINESS_BANK"),
        contacts: { primary: idOf("BUSINESS_CONTACT") },
        socialMedia: { INSTAGRAM: idOf("BRAND_SOCIAL_MEDIA") },
        replacedBy: Object.fromEntries(
          registration.files
            .filter((file) => file.category === "PHOTO_PROOF")
            .map((file) => [file.dokuFileId, idOf("BRAND_PHOTO_PROOF")]),
        ),
      },
      sections: ["BUSINESS_ADDRESS", "BUSINESS_BANK", "BUSINESS_CONTACT", "BRAND_SOCIAL_MEDIA", "BRAND_PHOTO_PROOF"],
      registration,
    });
    expect(await client.sendUpdate(update)).toMatchObject({ businessId: ids.businessId });
  });

  it("bring a company with its documents and a second contact", async () => {
    const second = { ...personalAnswers.contacts.contacts[0], nationality: "ID" } as (typeof primaryOnly)[number];
    const registration = await registrationOf(companyKind, [...primaryOnly, second]);
    const registered = await client.sendRegistration(client.prepareRegistration(registration));
    const ids = { businessId: registered.businessId, brandId: registered.brands[0]?.brandId ?? null };
    const { entities } = await client.getBusiness(ids, companyKind);
    expect(entities.filter((entity) => entity.type === "BUSINESS_CONTACT")).toHaveLength(2);
    expect(entities.filter((entity) => entity.type === "BUSINESS_DOCUMENT").length).toBeGreaterThan(3);
  });

  it("name the field that is wrong", async () => {
    const registration = await registrationOf(personalKind, primaryOnly);
    const files = registration.files.map((file) =>
      file.code === "KTP" ? { ...file, dokuFileId: "DCM-that-nobody-has" } : file,
    );
    const prepared = client.prepareRegistration({ ...registration, files });
    await expect(client.sendRegistration(prepared)).rejects.toMatchObject({
      kind: "rejected",
      status: 422,
      fields: ["business.contacts.0.documents.0.id"],
    });
  });

  it("find areas and create a business lite", async () => {
    expect((await client.searchAddress("jawa")).length).toBeGreaterThan(0);
    const contact = { name: "Tini", email: "tini@contoh.id", phone: "81234567890" };
    const invitation = { partnerRefId: "ref-1", name: "Warung", contact, invitedEmail: "tini@contoh.id" };
    const prepared = client.prepareLite(invitation);
    const created = await client.sendLite(prepared);
    expect(created).toMatchObject({ partnerRefId: "ref-1" });
    expect(await client.sendLite(prepared)).toEqual(created);
  });

  it("never disagree about a signature", () => {
    expect(calls.some((call) => call.signatureMismatch)).toBe(false);
  });
});
