/** The reasons for which DOKU refuses or suspends, as we tell them (contract section 12). Their texts are in messages under `reasons`. */
import type { FileCategory } from "./requirements";
import { type CallbackType, type EntityState, type RejectNote, verdictTypes } from "./sections";

export const reasonCodes = [
  "PHOTO_BLURRED",
  "PHOTO_GLARE",
  "PHOTO_CROPPED",
  "PHOTO_OF_PHOTO",
  "NOT_ORIGINAL",
  "WRONG_DOCUMENT",
  "DOCUMENT_DAMAGED",
  "DOCUMENT_EXPIRED",
  "DOCUMENT_OUTDATED",
  "DOCUMENT_INCOMPLETE",
  "DOCUMENT_UNREADABLE",
  "DATA_MISMATCH",
  "NIK_INVALID",
  "NIK_USED",
  "SELFIE_UNCLEAR",
  "SELFIE_NO_CARD",
  "SELFIE_OTHER_CARD",
  "NO_IDENTITY",
  "SHOP_NAME_DIFFERS",
  "ACCOUNT_NAME_DIFFERS",
  "ACCOUNT_NOT_FOUND",
  "ADDRESS_INCOMPLETE",
  "LINK_DEAD",
  "DESCRIPTION_UNCLEAR",
  "SERVICE_NOT_ELIGIBLE",
  "PROHIBITED_BUSINESS",
  "SUSPICIOUS_ACTIVITY",
  "REAPPLY_LATER",
  /** None of the others; its words depend on the section. */
  "OTHER",
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** `final`: nothing that the merchant could change here; somebody has to be asked. */
export const reasonClasses = ["fix_now", "fix_later", "final"] as const;
export type ReasonClass = (typeof reasonClasses)[number];

/** What a note is about, for its words and its picture. */
export const reasonSubjects = ["card", "selfie", "shop", "bank", "document"] as const;
export type ReasonSubject = (typeof reasonSubjects)[number];

/** What is wrong in a drawn bad example. */
export const photoFlaws = [
  "blurred",
  "glare",
  "cropped",
  "screen",
  "copied",
  "damaged",
  "covered",
  "no_card",
  "other_card",
  "no_sign",
] as const;
export type PhotoFlaw = (typeof photoFlaws)[number];

/** A good example, beside a bad one where there is a flaw to draw. */
export type ReasonPicture = { subject: ReasonSubject; flaw: PhotoFlaw | null };

export type Reason = {
  class: ReasonClass;
  /** `subject` null: whatever the note is about. */
  picture: { subject: ReasonSubject | null; flaw: PhotoFlaw | null } | null;
  /** What the merchant most likely has to change. */
  about: "files" | "fields" | "both";
  /** Sections that it can belong to; empty for any. */
  types: readonly CallbackType[];
};

const papers: readonly CallbackType[] = ["BUSINESS_CONTACT", "BUSINESS_DOCUMENT", "BUSINESS_BANK"];
const photos: readonly CallbackType[] = [...papers, "BRAND_PHOTO_PROOF"];

const ofFile = (types: readonly CallbackType[], picture: Reason["picture"] = null): Reason => ({
  class: "fix_now",
  picture,
  about: "files",
  types,
});
const photo = (flaw: PhotoFlaw, types = photos) => ofFile(types, { subject: null, flaw });
const selfie = (flaw: PhotoFlaw) => ofFile(["BUSINESS_CONTACT"], { subject: "selfie", flaw });
const shop = (flaw: PhotoFlaw | null) => ofFile(["BRAND_PHOTO_PROOF"], { subject: "shop", flaw });
const ofFields = (types: readonly CallbackType[], about: "fields" | "both" = "fields"): Reason => ({
  class: "fix_now",
  picture: null,
  about,
  types,
});
const final = (...types: CallbackType[]): Reason => ({ class: "final", picture: null, about: "both", types });

export const reasons: Record<ReasonCode, Reason> = {
  PHOTO_BLURRED: photo("blurred"),
  PHOTO_GLARE: photo("glare"),
  PHOTO_CROPPED: photo("cropped"),
  PHOTO_OF_PHOTO: photo("screen"),
  NOT_ORIGINAL: photo("copied", papers),
  WRONG_DOCUMENT: ofFile(photos),
  DOCUMENT_DAMAGED: photo("damaged", papers),
  DOCUMENT_EXPIRED: ofFile(papers),
  DOCUMENT_OUTDATED: ofFile(["BUSINESS_DOCUMENT", "BUSINESS_BANK"]),
  DOCUMENT_INCOMPLETE: ofFile(papers),
  DOCUMENT_UNREADABLE: photo("blurred", papers),
  DATA_MISMATCH: ofFields([], "both"),
  NIK_INVALID: ofFields(["BUSINESS_CONTACT"]),
  NIK_USED: ofFields(["BUSINESS_CONTACT"]),
  SELFIE_UNCLEAR: selfie("blurred"),
  SELFIE_NO_CARD: selfie("no_card"),
  SELFIE_OTHER_CARD: selfie("other_card"),
  NO_IDENTITY: shop("no_sign"),
  SHOP_NAME_DIFFERS: shop(null),
  ACCOUNT_NAME_DIFFERS: ofFields(["BUSINESS_BANK"]),
  ACCOUNT_NOT_FOUND: ofFields(["BUSINESS_BANK"]),
  ADDRESS_INCOMPLETE: ofFields(["BUSINESS_ADDRESS"]),
  LINK_DEAD: ofFields(["BRAND_SOCIAL_MEDIA"]),
  DESCRIPTION_UNCLEAR: ofFields(["BUSINESS", "BRAND"]),
  SERVICE_NOT_ELIGIBLE: final("BRAND_PRODUCT"),
  PROHIBITED_BUSINESS: final("BUSINESS", "BRAND", "BRAND.OPERATIONAL_STATUS", "BRAND_PRODUCT"),
  SUSPICIOUS_ACTIVITY: final("BRAND", "BUSINESS", "BRAND.OPERATIONAL_STATUS", "BRAND_PRODUCT"),
  REAPPLY_LATER: { class: "fix_later", picture: null, about: "both", types: [] },
  OTHER: { class: "fix_now", picture: null, about: "both", types: [] },
};

export const isReasonCode = (text: string): text is ReasonCode => (reasonCodes as readonly string[]).includes(text);

/** The class where the note stands: what cannot be corrected by the merchant is nothing to fix now (contract section 10). */
export function classOfReason(
  code: ReasonCode,
  place: { type: CallbackType; state?: EntityState | undefined },
): ReasonClass {
  const own = reasons[code].class;
  const isCorrectable = verdictTypes.includes(place.type) && place.state !== "suspended";
  return own === "fix_now" && !isCorrectable ? "final" : own;
}

/** What a note is about. `category` is that of the file which its field names, null where it names none. */
export function subjectOfNote(type: CallbackType, message: string, category: FileCategory | null): ReasonSubject {
  if (category === "OWNER_LIVENESS") return "selfie";
  if (category === "PHOTO_PROOF" || type === "BRAND_PHOTO_PROOF") return "shop";
  if (category === "BANK_ACCOUNT" || type === "BUSINESS_BANK") return "bank";
  if (type === "BUSINESS_CONTACT") return /swafoto|selfie|liveness/i.test(message) ? "selfie" : "card";
  return "document";
}

/** What to draw for a reason, or null when a picture would say nothing. */
export function pictureOfReason(code: ReasonCode, subject: ReasonSubject): ReasonPicture | null {
  const { picture } = reasons[code];
  return picture && { subject: picture.subject ?? subject, flaw: picture.flaw };
}

type SectionKey = Exclude<CallbackType, "BRAND.OPERATIONAL_STATUS"> | "OPERATIONAL_STATUS";

/**
 * Where the words of a reason stand in messages under `reasons`: `title`, `what`, `good` and `action` of this key.
 * They take the argument `subject`.
 */
export function reasonTextKey(
  code: ReasonCode,
  type: CallbackType,
): Exclude<ReasonCode, "OTHER"> | `OTHER.${SectionKey}` {
  if (code !== "OTHER") return code;
  return type === "BRAND.OPERATIONAL_STATUS" ? "OTHER.OPERATIONAL_STATUS" : `OTHER.${type}`;
}

/** One note of DOKU's with the entry of the catalogue that it stands under. */
export type ExplainedNote = {
  type: CallbackType;
  /** Null where nobody asked about a single entity. */
  entityId: string | null;
  name: string | null;
  note: RejectNote;
  code: ReasonCode;
  /** False: the nearest entry, which may be wrong; DOKU's words are what counts. */
  certain: boolean;
  /** Staff chose the entry. */
  mapped: boolean;
  class: ReasonClass;
  /** From when it may be tried again, at the start of that day in WIB; only for `fix_later`, and only when DOKU said it. */
  laterAt: Date | null;
  subject: ReasonSubject;
};
