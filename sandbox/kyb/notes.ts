/** The notes that KYB gives with a refusal, as a reviewer in Jakarta would word them (contract section 12). */
import type { CallbackType } from "@/lib/domain/sections";
import type { Note } from "@/sandbox/store/records";

/** `words` choose the reason in a magic name; `field` is what the note points at. */
export type ReasonEntry = { code: string; words: string; field: string; message: string };

export const reasons: readonly ReasonEntry[] = [
  { code: "PHOTO_BLURRED", words: "foto buram", field: "document", message: "Foto KTP buram, mohon unggah ulang" },
  {
    code: "PHOTO_GLARE",
    words: "foto silau",
    field: "document",
    message: "Foto terkena pantulan cahaya, data tidak terbaca",
  },
  {
    code: "PHOTO_CROPPED",
    words: "foto terpotong",
    field: "document",
    message: "Foto terpotong, seluruh kartu harus terlihat",
  },
  {
    code: "DOCUMENT_DAMAGED",
    words: "rusak",
    field: "document",
    message: "Dokumen rusak, mohon gunakan dokumen yang utuh",
  },
  { code: "DOCUMENT_EXPIRED", words: "kedaluwarsa", field: "document", message: "Masa berlaku dokumen sudah habis" },
  {
    code: "NOT_ORIGINAL",
    words: "fotokopi",
    field: "document",
    message: "Dokumen bukan asli, fotokopi tidak diterima",
  },
  { code: "PHOTO_OF_PHOTO", words: "foto layar", field: "document", message: "Foto diambil dari layar atau foto lain" },
  {
    code: "WRONG_DOCUMENT",
    words: "salah dokumen",
    field: "document",
    message: "Dokumen yang diunggah tidak sesuai dengan yang diminta",
  },
  { code: "DATA_MISMATCH", words: "data beda", field: "name", message: "Data yang diisi berbeda dengan dokumen" },
  { code: "NIK_INVALID", words: "nik salah", field: "NO_KTP", message: "NIK tidak sesuai format atau tidak ditemukan" },
  { code: "NIK_USED", words: "nik dipakai", field: "NO_KTP", message: "NIK sudah terdaftar pada usaha lain" },
  {
    code: "SELFIE_UNCLEAR",
    words: "swafoto",
    field: "owner_liveness",
    message: "Swafoto tidak jelas, wajah dan KTP harus terlihat",
  },
  {
    code: "SELFIE_NO_CARD",
    words: "tanpa kartu",
    field: "owner_liveness",
    message: "Pada swafoto KTP tidak dipegang atau bukan KTP yang sama",
  },
  {
    code: "NO_IDENTITY",
    words: "tanpa papan nama",
    field: "photo_proof",
    message: "Foto tempat usaha tidak memperlihatkan identitas usaha",
  },
  {
    code: "SHOP_NAME_DIFFERS",
    words: "papan nama beda",
    field: "photo_proof",
    message: "Nama pada papan toko berbeda dengan nama usaha",
  },
  {
    code: "ACCOUNT_NAME_DIFFERS",
    words: "nama rekening beda",
    field: "account_name",
    message: "Nama pemilik rekening berbeda dengan nama usaha atau pemilik",
  },
  {
    code: "ACCOUNT_NOT_FOUND",
    words: "nomor rekening salah",
    field: "account_number",
    message: "Nomor rekening tidak ditemukan di bank",
  },
  { code: "DOCUMENT_UNREADABLE", words: "tidak terbaca", field: "document", message: "Dokumen tidak terbaca" },
  {
    code: "DOCUMENT_OUTDATED",
    words: "usang",
    field: "document",
    message: "Dokumen bukan versi terakhir, mohon unggah perubahan terbaru",
  },
  {
    code: "ADDRESS_INCOMPLETE",
    words: "alamat tidak lengkap",
    field: "name",
    message: "Alamat tidak lengkap, mohon cantumkan nomor dan RT/RW",
  },
  { code: "LINK_DEAD", words: "tautan mati", field: "accounts", message: "Tautan media sosial tidak dapat dibuka" },
  {
    code: "DESCRIPTION_UNCLEAR",
    words: "deskripsi kurang",
    field: "description",
    message: "Deskripsi usaha belum menjelaskan produk yang dijual",
  },
  {
    code: "SERVICE_NOT_ELIGIBLE",
    words: "belum memenuhi syarat",
    field: "service",
    message: "Metode pembayaran ini belum dapat diaktifkan untuk jenis usaha Anda",
  },
  {
    code: "PROHIBITED_BUSINESS",
    words: "usaha terlarang",
    field: "business",
    message: "Jenis usaha termasuk dalam daftar usaha yang dilarang",
  },
];

/** What a suspension of the whole brand says. */
export const suspensionNotes: Note[] = [
  {
    code: "SUSPICIOUS_ACTIVITY",
    field: "brand",
    message: "Akun dibekukan karena aktivitas transaksi yang tidak wajar",
  },
];

/** The parts of a business that can be refused by name. `code` narrows to one document or service. */
export type PartEntry = { words: string; type: CallbackType; code: string | null; reason: string };

/** More telling words first: the first entry whose words the phrase begins with wins. */
export const parts: readonly PartEntry[] = [
  { words: "foto usaha", type: "BRAND_PHOTO_PROOF", code: null, reason: "NO_IDENTITY" },
  { words: "virtual account", type: "BRAND_PRODUCT", code: "VIRTUAL_ACCOUNT", reason: "SERVICE_NOT_ELIGIBLE" },
  { words: "pemilik", type: "BUSINESS_CONTACT", code: null, reason: "PHOTO_BLURRED" },
  { words: "ktp", type: "BUSINESS_CONTACT", code: null, reason: "PHOTO_BLURRED" },
  { words: "alamat", type: "BUSINESS_ADDRESS", code: null, reason: "ADDRESS_INCOMPLETE" },
  { words: "dokumen", type: "BUSINESS_DOCUMENT", code: null, reason: "DOCUMENT_UNREADABLE" },
  { words: "akta", type: "BUSINESS_DOCUMENT", code: "AKTA_PENDIRIAN_PERUSAHAAN", reason: "DOCUMENT_OUTDATED" },
  { words: "nib", type: "BUSINESS_DOCUMENT", code: "NIB", reason: "DATA_MISMATCH" },
  { words: "npwp", type: "BUSINESS_DOCUMENT", code: "NPWP", reason: "DATA_MISMATCH" },
  { words: "rekening", type: "BUSINESS_BANK", code: null, reason: "ACCOUNT_NAME_DIFFERS" },
  { words: "merek", type: "BRAND", code: null, reason: "DESCRIPTION_UNCLEAR" },
  { words: "medsos", type: "BRAND_SOCIAL_MEDIA", code: null, reason: "LINK_DEAD" },
  { words: "qris", type: "BRAND_PRODUCT", code: "QRIS", reason: "SERVICE_NOT_ELIGIBLE" },
  { words: "usaha", type: "BUSINESS", code: null, reason: "DATA_MISMATCH" },
];

/** The note of a reason of the catalogue, or null when there is no such code. */
export function noteOf(code: string): Note | null {
  const entry = reasons.find((reason) => reason.code === code);
  return entry ? { code: entry.code, field: entry.field, message: entry.message } : null;
}
