/** Which of our fields or files the field of a refusal's note means (contract section 10, A `note-fields`). */
import type { FileCategory } from "../domain/requirements";
import type { CallbackType } from "../domain/sections";

/**
 * A field of the section's own form, all of the section's files, the files of one category, or the value typed beside
 * a document, by its form code.
 */
export type NotePlace = { field: string } | { files: true } | { category: FileCategory } | { value: string };

const field = (name: string): NotePlace => ({ field: name });

const profile: Record<string, NotePlace> = {
  name: field("name"),
  email: field("email"),
  description: field("description"),
  phone_number: field("phone"),
  phone_calling_code: field("phone"),
  website_readiness: field("websiteReadiness"),
  mobile_app_readiness: field("mobileAppReadiness"),
};

const ownFields: Partial<Record<CallbackType, Record<string, NotePlace>>> = {
  BUSINESS: profile,
  BUSINESS_CONTACT: {
    name: field("name"),
    email: field("email"),
    phone_number: field("phone"),
    phone_calling_code: field("phone"),
    nationality: field("nationality"),
    position: field("position"),
  },
  BUSINESS_ADDRESS: { area: field("area"), name: field("street") },
  BUSINESS_BANK: {
    account_name: field("accountName"),
    account_number: field("accountNumber"),
    bank_id: field("bankId"),
    bank_name: field("bankName"),
    swift_code: field("swiftCode"),
  },
  BRAND: {
    name: field("name"),
    description: field("description"),
    category: field("category"),
    transaction_frequency: field("transactionFrequency"),
    transaction_quantity: field("transactionQuantity"),
  },
  BRAND_SOCIAL_MEDIA: { accounts: field("accounts"), social_media: field("accounts"), code: field("accounts") },
};

const files: Record<string, NotePlace> = {
  document: { files: true },
  documents: { files: true },
  file: { files: true },
  owner_liveness: { category: "OWNER_LIVENESS" },
  photo_proof: { category: "PHOTO_PROOF" },
  photo_proofs: { category: "PHOTO_PROOF" },
  logo: { category: "LOGO" },
};

/** Sections with documents, beside which values are typed. */
const withValues: readonly CallbackType[] = ["BUSINESS_CONTACT", "BUSINESS_DOCUMENT"];
const formCode = /^[A-Z][A-Z0-9_]{0,99}$/;

function placeOfName(type: CallbackType, name: string): NotePlace | null {
  const own = ownFields[type] ?? {};
  const lower = name.toLowerCase();
  if (Object.hasOwn(own, lower)) return own[lower] ?? null;
  if (Object.hasOwn(files, lower)) return files[lower] ?? null;
  return formCode.test(name) && withValues.includes(type) ? { value: name } : null;
}

/**
 * The place that a note points at, null for a name that we do not know. A path such as `documents[0].forms.NO_KTP`
 * counts by its last known name. A `value` may be a document's code too: look whether a form has it.
 */
export function placeOfNoteField(type: CallbackType, name: string): NotePlace | null {
  const steps = name
    .slice(0, 255)
    .split(/[.[\]/\s]+/)
    .reverse();
  for (const step of steps) {
    const place = placeOfName(type, step);
    if (place) return place;
  }
  return null;
}
