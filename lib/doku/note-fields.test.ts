import fc from "fast-check";
import { expect, test } from "vitest";
import { reasons, suspensionNotes } from "@/sandbox/kyb/notes";
import { partSchemas } from "../domain/business";
import { type CallbackType, callbackTypes } from "../domain/sections";
import { type NotePlace, placeOfNoteField } from "./note-fields";
import {
  addressBodySchema,
  bankBodySchema,
  brandFieldsBodySchema,
  contactBodySchema,
  profileBodySchema,
} from "./registration-body";

test.each<[CallbackType, string, NotePlace | null]>([
  ["BUSINESS_BANK", "account_name", { field: "accountName" }],
  ["BUSINESS_BANK", "bank_account.account_number", { field: "accountNumber" }],
  ["BUSINESS_BANK", "documents", { files: true }],
  ["BUSINESS_ADDRESS", "name", { field: "street" }],
  ["BUSINESS_ADDRESS", "addresses[0].area", { field: "area" }],
  ["BUSINESS_CONTACT", "name", { field: "name" }],
  ["BUSINESS_CONTACT", "owner_liveness", { category: "OWNER_LIVENESS" }],
  ["BUSINESS_CONTACT", "contacts/0/owner_liveness/id", { category: "OWNER_LIVENESS" }],
  ["BUSINESS_CONTACT", "NO_KTP", { value: "NO_KTP" }],
  ["BUSINESS_CONTACT", "documents[0].forms.NO_KTP", { value: "NO_KTP" }],
  ["BUSINESS_DOCUMENT", "NO_NIB", { value: "NO_NIB" }],
  ["BUSINESS_BANK", "NO_KTP", null],
  ["BUSINESS", "PHONE_NUMBER", { field: "phone" }],
  ["BRAND", "category", { field: "category" }],
  ["BRAND", "logo", { category: "LOGO" }],
  ["BRAND_PHOTO_PROOF", "photo_proof", { category: "PHOTO_PROOF" }],
  ["BRAND_SOCIAL_MEDIA", "accounts", { field: "accounts" }],
  ["BRAND_PRODUCT", "service", null],
  ["BRAND", "constructor", null],
  ["BUSINESS_CONTACT", "", null],
])("%s: %s", (type, name, place) => {
  expect(placeOfNoteField(type, name)).toEqual(place);
});

test("our fields exist in our forms, and every sent field leads to one", () => {
  const forms = {
    BUSINESS: [partSchemas.profile.shape, profileBodySchema.shape],
    BUSINESS_CONTACT: [partSchemas.contacts.shape.contacts.def.element.shape, contactBodySchema.shape],
    BUSINESS_ADDRESS: [partSchemas.address.shape, addressBodySchema.shape],
    BUSINESS_BANK: [partSchemas.bank.shape, bankBodySchema.shape],
    BRAND: [partSchemas.brand.shape, brandFieldsBodySchema.shape],
  } as const;
  const notAsked = ["country", "currency", "primary"];
  for (const type of ["BUSINESS", "BUSINESS_CONTACT", "BUSINESS_ADDRESS", "BUSINESS_BANK", "BRAND"] as const) {
    const [form, body] = forms[type];
    for (const name of Object.keys(body).filter((name) => !notAsked.includes(name))) {
      const place = placeOfNoteField(type, name);
      expect([type, name, place]).not.toContain(null);
      if (place && "field" in place) expect(Object.keys(form)).toContain(place.field);
    }
  }
});

test("what the sandbox points at is found, but for a payment method, a brand and a business as a whole", () => {
  const lost = [...reasons, ...suspensionNotes]
    .map(({ field }) => field ?? "")
    .filter((field) => callbackTypes.every((type) => placeOfNoteField(type, field) === null));
  expect(lost).toEqual(["service", "business", "brand"]);
});

test("any name", () => {
  fc.assert(
    fc.property(fc.constantFrom(...callbackTypes), fc.string({ unit: "binary" }), (type, name) => {
      const place = placeOfNoteField(type, name);
      expect(place === null || typeof place === "object").toBe(true);
    }),
  );
});
