import { describe, expect, test } from "vitest";
import {
  classOfReason,
  pictureOfReason,
  type ReasonCode,
  type ReasonSubject,
  reasonCodes,
  reasons,
  reasonTextKey,
  subjectOfNote,
} from "./reasons";
import type { FileCategory } from "./requirements";
import { type CallbackType, callbackTypes, verdictTypes } from "./sections";

describe("the class of a reason", () => {
  test.each<[ReasonCode, CallbackType, "rejected" | "suspended", string]>([
    ["PHOTO_BLURRED", "BUSINESS_CONTACT", "rejected", "fix_now"],
    ["PHOTO_BLURRED", "BUSINESS_CONTACT", "suspended", "final"],
    ["DATA_MISMATCH", "BRAND_PRODUCT", "rejected", "final"],
    ["OTHER", "BRAND.OPERATIONAL_STATUS", "rejected", "final"],
    ["OTHER", "BRAND", "suspended", "final"],
    ["OTHER", "BRAND", "rejected", "fix_now"],
    ["REAPPLY_LATER", "BUSINESS", "rejected", "fix_later"],
    ["REAPPLY_LATER", "BRAND_PRODUCT", "suspended", "fix_later"],
    ["PROHIBITED_BUSINESS", "BUSINESS", "rejected", "final"],
  ])("%s in %s, %s: %s", (code, type, state, expected) => {
    expect(classOfReason(code, { type, state })).toBe(expected);
  });

  test("is to be fixed now only where the merchant can correct something", () => {
    for (const code of reasonCodes) {
      for (const type of callbackTypes) {
        const isFixedNow = classOfReason(code, { type }) === "fix_now";
        expect(isFixedNow).toBe(reasons[code].class === "fix_now" && verdictTypes.includes(type));
      }
    }
  });
});

test.each<[CallbackType, string, FileCategory | null, ReasonSubject]>([
  ["BUSINESS_CONTACT", "Foto buram", null, "card"],
  ["BUSINESS_CONTACT", "Swafoto buram", null, "selfie"],
  ["BUSINESS_CONTACT", "Foto buram", "OWNER_LIVENESS", "selfie"],
  ["BUSINESS_DOCUMENT", "Foto KTP buram", null, "document"],
  ["BUSINESS_BANK", "Foto buram", null, "bank"],
  ["BRAND_PHOTO_PROOF", "Foto buram", null, "shop"],
  ["BRAND", "Foto buram", "PHOTO_PROOF", "shop"],
  ["BRAND", "Logo buram", "LOGO", "document"],
  ["BUSINESS", "Foto buram", null, "document"],
])("a note on %s, %s (%s), is about the %s", (type, message, category, subject) => {
  expect(subjectOfNote(type, message, category)).toBe(subject);
});

test("a photo reason is drawn as what it is about, one of the selfie as a selfie", () => {
  expect(pictureOfReason("PHOTO_GLARE", "bank")).toEqual({ subject: "bank", flaw: "glare" });
  expect(pictureOfReason("SELFIE_NO_CARD", "card")).toEqual({ subject: "selfie", flaw: "no_card" });
  expect(pictureOfReason("NIK_USED", "card")).toBeNull();
});

test("the words of the fallback depend on the section", () => {
  expect(reasonTextKey("NIK_USED", "BUSINESS")).toBe("NIK_USED");
  expect(reasonTextKey("OTHER", "BUSINESS_BANK")).toBe("OTHER.BUSINESS_BANK");
  expect(reasonTextKey("OTHER", "BRAND.OPERATIONAL_STATUS")).toBe("OTHER.OPERATIONAL_STATUS");
});
