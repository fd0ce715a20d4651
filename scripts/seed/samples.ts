/** Sealed values that open, a few of each kind, made once and shared by many rows. */
import { seal } from "../../lib/crypto/seal";
import { nearestReason } from "../../lib/domain/reasons/nearest-reason";
import { primaryContactKey, type Requirement, slotsOf } from "../../lib/domain/requirements";
import type { CallbackType, RejectNote } from "../../lib/domain/sections";
import { noteFingerprint } from "../../lib/kyb/explain-notes";

/** A refusal as DOKU might write it; `weight` of them in a hundred. Of companies only where there are documents. */
type Refusal = { type: CallbackType; note: RejectNote; weight: number };
const refusal = (type: CallbackType, weight: number, code: string, field: string, message: string): Refusal => {
  return { type, weight, note: { code, field, message } };
};

const refusals: Refusal[] = [
  refusal("BUSINESS_CONTACT", 24, "PHOTO_BLURRED", "document", "Foto KTP buram, mohon unggah ulang"),
  refusal("BUSINESS_BANK", 18, "ACCOUNT_NAME_DIFFERS", "account_name", "Nama pemilik rekening tidak sesuai"),
  refusal("BUSINESS_DOCUMENT", 14, "DOCUMENT_EXPIRED", "document", "Masa berlaku dokumen sudah habis"),
  refusal("BRAND_PHOTO_PROOF", 12, "NO_IDENTITY", "photo_proof", "Foto tempat usaha tidak menunjukkan nama usaha"),
  refusal("BUSINESS_BANK", 8, "ACCOUNT_NOT_FOUND", "account_number", "Nomor rekening tidak ditemukan di bank"),
  refusal("BUSINESS_CONTACT", 7, "SELFIE_NO_CARD", "owner_liveness", "Swafoto tanpa memegang KTP"),
  refusal("BUSINESS_ADDRESS", 6, "ADDRESS_INCOMPLETE", "address", "Alamat belum lengkap"),
  refusal("BUSINESS", 5, "DESCRIPTION_UNCLEAR", "description", "Deskripsi usaha kurang jelas"),
  refusal("BRAND_SOCIAL_MEDIA", 4, "LINK_DEAD", "url", "Tautan media sosial tidak dapat dibuka"),
  refusal("BUSINESS_BANK", 1, "X-7781", "misc", "Perlu konfirmasi cabang 7781"),
  refusal("BUSINESS_CONTACT", 1, "X-9004", "misc", "Diteruskan ke tim 9004"),
];

export type RefusalSample = {
  type: CallbackType;
  reason: string;
  isKnown: boolean;
  fingerprint: string;
  dokuCode: string | null;
  sealedSample: string;
  entityNotes: string;
  attemptNotes: string;
  body: string;
};

function sampleOf({ type, note }: Refusal): RefusalSample {
  const { code, certain } = nearestReason(note, type);
  const notes = JSON.stringify([note]);
  return {
    type,
    reason: code,
    isKnown: certain,
    fingerprint: noteFingerprint(type, note),
    dokuCode: note.code,
    sealedSample: seal(note.message, "note_reasons.sample"),
    entityNotes: seal(notes, "kyb_entities.notes"),
    attemptNotes: seal(notes, "section_attempts.notes"),
    body: callbackBody(type, "REJECTED", [note]),
  };
}

function callbackBody(type: string, status: string, notes: RejectNote[] = []): string {
  const body = { business: { id: "BSN-0000000000" }, type, status, reject_notes: notes };
  return seal(JSON.stringify(body), "webhook_events.body");
}

/** Each as often as its weight says, so that one is drawn by its place. */
export const refusalSamples = () => refusals.map(sampleOf);
export const drawnRefusals = refusals.flatMap(({ weight }, index) => Array<number>(weight).fill(index));

/** What DOKU asks of a person's business, for all. */
const asked: Pick<Requirement, "place" | "category" | "code">[] = [
  { place: "contact", category: "DOCUMENT", code: "KTP" },
  { place: "contact", category: "OWNER_LIVENESS", code: null },
  { place: "bank_account", category: "BANK_ACCOUNT", code: null },
  { place: "brand", category: "PHOTO_PROOF", code: null },
];
const whole = (one: (typeof asked)[number]): Requirement => {
  return {
    ...one,
    name: one.code ?? one.category,
    extensions: ["JPG"],
    maxBytes: 5_000_000,
    mandatory: true,
    forms: [],
  };
};
export const askedRequirements = JSON.stringify(asked.map(whole));
/** Their slots, as an array of PostgreSQL. */
export const askedSlots = `{${slotsOf(asked.map(whole), [primaryContactKey])
  .map(({ id }) => id)
  .join(",")}}`;

/** Everything sealed that is no refusal. */
export function plainSamples() {
  return {
    entityNotes: seal("[]", "kyb_entities.notes"),
    attemptNotes: seal("[]", "section_attempts.notes"),
    suspendedNotes: seal(
      JSON.stringify([{ code: "SUSPICIOUS_ACTIVITY", field: null, message: "Transaksi perlu penjelasan" }]),
      "kyb_entities.notes",
    ),
    contactName: seal("Siti Wahyuni", "kyb_entities.name"),
    draft: seal(JSON.stringify({}), "drafts.values"),
    returnNote: seal("Foto ulang di tempat terang, lalu kirim lagi.", "returns.note"),
    changeReason: seal("Rekening lama sudah ditutup", "change_requests.reason"),
    body: callbackBody("BUSINESS", "ACTIVE"),
  };
}
export type PlainSamples = ReturnType<typeof plainSamples>;
