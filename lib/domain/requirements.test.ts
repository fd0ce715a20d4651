import { expect, test } from "vitest";
import { type Requirement, requirementSchema, slotId, slotsOf } from "./requirements";

const requirement = (overrides: Partial<Requirement>): Requirement => ({
  place: "business",
  category: "DOCUMENT",
  code: "NIB",
  name: "NIB",
  extensions: ["PDF"],
  maxBytes: 15_000_000,
  mandatory: true,
  forms: [],
  ...overrides,
});
const ktp = requirement({ place: "contact", code: "KTP" });
const selfie = requirement({ place: "contact", category: "OWNER_LIVENESS", code: null });
const photos = requirement({ place: "brand", category: "PHOTO_PROOF", code: null });

test("a slot is named by place, contact, category and code", () => {
  expect(slotId(requirement({}), null)).toBe("business.DOCUMENT.NIB");
  expect(slotId(ktp, "primary")).toBe("contact.primary.DOCUMENT.KTP");
  expect(slotId(photos, null)).toBe("brand.PHOTO_PROOF");
});

test("cards are asked of every contact, the selfie of the first alone, the rest once", () => {
  const slots = slotsOf([requirement({}), ktp, selfie, photos], ["primary", "a1"]);
  expect(slots.map(({ id }) => id)).toEqual([
    "business.DOCUMENT.NIB",
    "contact.primary.DOCUMENT.KTP",
    "contact.a1.DOCUMENT.KTP",
    "contact.primary.OWNER_LIVENESS",
    "brand.PHOTO_PROOF",
  ]);
  expect(slots.filter(({ multiple }) => multiple).map(({ id }) => id)).toEqual(["brand.PHOTO_PROOF"]);
});

test("a limit of nothing is no limit that can be met", () => {
  expect(requirementSchema.safeParse(requirement({ maxBytes: 0 })).success).toBe(false);
});
