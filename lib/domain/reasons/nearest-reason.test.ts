import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isReasonCode, type ReasonCode, reasonCodes } from "@/lib/domain/reasons";
import { type CallbackType, callbackTypes } from "@/lib/domain/sections";
import { nearestReason } from "./nearest-reason";
import { synonyms } from "./synonyms";

const note = (message: string, code: string | null = null, field: string | null = null) => ({ code, field, message });
test("synonyms lead to codes, none to one that is there already", () => {
  for (const [written, code] of Object.entries(synonyms)) {
    expect(isReasonCode(written)).toBe(false);
    expect(nearestReason(note("?", written), "BUSINESS")).toEqual({ code, certain: true });
  }
});

describe("free words", () => {
  const examples: [string, CallbackType, ReasonCode][] = [
    ["Foto KTP blur", "BUSINESS_CONTACT", "PHOTO_BLURRED"],
    ["foto ktp kurang jelas mohon diulang", "BUSINESS_CONTACT", "PHOTO_BLURRED"],
    ["The photo is blurry", "BRAND_PHOTO_PROOF", "PHOTO_BLURRED"],
    ["Foto KTP buram, pastikan tidak silau dan tidak terpotong", "BUSINESS_CONTACT", "PHOTO_BLURRED"],
    ["ID card image is out of focus", "BUSINESS_CONTACT", "PHOTO_BLURRED"],
    ["Ada pantulan flash di kartu", "BUSINESS_CONTACT", "PHOTO_GLARE"],
    ["There is a glare on the card", "BUSINESS_CONTACT", "PHOTO_GLARE"],
    ["KTP kepotong di bagian kanan", "BUSINESS_CONTACT", "PHOTO_CROPPED"],
    ["Document is cut off at the bottom", "BUSINESS_DOCUMENT", "PHOTO_CROPPED"],
    ["Foto KTP merupakan hasil screenshot", "BUSINESS_CONTACT", "PHOTO_OF_PHOTO"],
    ["Mohon unggah KTP asli, bukan fotokopi", "BUSINESS_CONTACT", "NOT_ORIGINAL"],
    ["KTP hasil foto copy tdk diterima", "BUSINESS_CONTACT", "NOT_ORIGINAL"],
    ["The document is not the original", "BUSINESS_DOCUMENT", "NOT_ORIGINAL"],
    ["Salah upload dokumen", "BUSINESS_DOCUMENT", "WRONG_DOCUMENT"],
    ["Wrong document uploaded", "BUSINESS_DOCUMENT", "WRONG_DOCUMENT"],
    ["KTP sobek", "BUSINESS_CONTACT", "DOCUMENT_DAMAGED"],
    ["KITAS sudah kadaluarsa", "BUSINESS_CONTACT", "DOCUMENT_EXPIRED"],
    ["Your passport has expired", "BUSINESS_CONTACT", "DOCUMENT_EXPIRED"],
    ["Mohon lampirkan akta perubahan terakhir", "BUSINESS_DOCUMENT", "DOCUMENT_OUTDATED"],
    ["Halaman akta tidak lengkap", "BUSINESS_DOCUMENT", "DOCUMENT_INCOMPLETE"],
    ["Tulisan pada NPWP tidak terbaca", "BUSINESS_DOCUMENT", "DOCUMENT_UNREADABLE"],
    ["Nama tidak sesuai dengan KTP", "BUSINESS_CONTACT", "DATA_MISMATCH"],
    ["NIK tidak sesuai dengan KTP", "BUSINESS_CONTACT", "DATA_MISMATCH"],
    ["Business name does not match the deed", "BUSINESS", "DATA_MISMATCH"],
    ["NIK salah", "BUSINESS_CONTACT", "NIK_INVALID"],
    ["NIK not found", "BUSINESS_CONTACT", "NIK_INVALID"],
    ["NIK telah digunakan oleh merchant lain", "BUSINESS_CONTACT", "NIK_USED"],
    ["KTP already registered", "BUSINESS_CONTACT", "NIK_USED"],
    ["Selfie buram", "BUSINESS_CONTACT", "SELFIE_UNCLEAR"],
    ["Wajah tertutup masker", "BUSINESS_CONTACT", "SELFIE_UNCLEAR"],
    ["Selfie tidak memegang KTP", "BUSINESS_CONTACT", "SELFIE_NO_CARD"],
    ["Selfie without ID card", "BUSINESS_CONTACT", "SELFIE_NO_CARD"],
    ["KTP pada selfie berbeda dengan KTP yang diunggah", "BUSINESS_CONTACT", "SELFIE_OTHER_CARD"],
    ["Foto toko tanpa papan nama", "BRAND_PHOTO_PROOF", "NO_IDENTITY"],
    ["The shop sign is not visible", "BRAND_PHOTO_PROOF", "NO_IDENTITY"],
    ["Nama di plang tidak sama dengan nama merek", "BRAND_PHOTO_PROOF", "SHOP_NAME_DIFFERS"],
    ["Nama rekening tidak sesuai", "BUSINESS_BANK", "ACCOUNT_NAME_DIFFERS"],
    ["Account holder name mismatch", "BUSINESS_BANK", "ACCOUNT_NAME_DIFFERS"],
    ["No rekening tidak valid", "BUSINESS_BANK", "ACCOUNT_NOT_FOUND"],
    ["Bank account does not exist", "BUSINESS_BANK", "ACCOUNT_NOT_FOUND"],
    ["Alamat kurang lengkap", "BUSINESS_ADDRESS", "ADDRESS_INCOMPLETE"],
    ["Akun Instagram tidak ditemukan", "BRAND_SOCIAL_MEDIA", "LINK_DEAD"],
    ["The link can't be opened", "BRAND_SOCIAL_MEDIA", "LINK_DEAD"],
    ["Deskripsi terlalu singkat", "BRAND", "DESCRIPTION_UNCLEAR"],
    ["Merchant belum memenuhi syarat QRIS", "BRAND_PRODUCT", "SERVICE_NOT_ELIGIBLE"],
    ["Barang yang dijual dilarang", "BRAND", "PROHIBITED_BUSINESS"],
    ["Suspicious transactions detected", "BRAND", "SUSPICIOUS_ACTIVITY"],
    ["Silakan ajukan kembali setelah 12 Desember 2026", "BUSINESS", "REAPPLY_LATER"],
    ["You may reapply after 3 months", "BUSINESS", "REAPPLY_LATER"],
    ["Pengajuan dapat diulang dalam 30 hari", "BUSINESS_BANK", "REAPPLY_LATER"],
  ];
  test.each(examples)("%s (%s)", (message, type, code) => {
    expect(nearestReason(note(message), type)).toEqual({ code, certain: true });
  });
  test("lead to every reason but the fallback", () => {
    const reached = examples.map(([, , code]) => code);
    expect(reasonCodes.filter((code) => !reached.includes(code))).toEqual(["OTHER"]);
  });

  test("the field and an unknown code help where the words say little", () => {
    expect(nearestReason(note("Tidak ditemukan", null, "account_number"), "BUSINESS_BANK").code).toBe(
      "ACCOUNT_NOT_FOUND",
    );
    expect(nearestReason(note("Ditolak", "KTP_BLURRED_02"), "BUSINESS_CONTACT").code).toBe("PHOTO_BLURRED");
  });
});

describe("what is not certain", () => {
  test.each<[string, CallbackType, ReasonCode]>([
    ["Ditolak", "BUSINESS", "OTHER"],
    ["", "BUSINESS", "OTHER"],
    ["Hubungi petugas kami", "BRAND", "OTHER"],
    ["Buram", "BUSINESS_CONTACT", "PHOTO_BLURRED"],
    ["Foto KTP buram dan terpotong", "BUSINESS_CONTACT", "PHOTO_BLURRED"],
    // Said of a section that the reason does not belong to.
    ["Nomor rekening tidak ditemukan", "BUSINESS_ADDRESS", "ACCOUNT_NOT_FOUND"],
    // A guess never says that something is final.
    ["Usaha dilarang", "BUSINESS_BANK", "OTHER"],
  ])("%s (%s)", (message, type, code) => {
    expect(nearestReason(note(message), type)).toEqual({ code, certain: false });
  });

  test("a fault that is negated is none", () => {
    for (const message of ["Foto tidak buram", "Pastikan foto tidak boleh terpotong", "The photo is not blurry"]) {
      expect(nearestReason(note(message), "BUSINESS_CONTACT")).toEqual({ code: "OTHER", certain: false });
    }
  });

  test("OTHER as a code is nothing that we know", () => {
    expect(nearestReason(note("Lainnya", "OTHER"), "BUSINESS")).toEqual({ code: "OTHER", certain: false });
  });
});

test("any text and any code, in any section", () => {
  const wild = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.constantFrom("__proto__", "constructor", "toString"),
  );
  fc.assert(
    fc.property(
      wild,
      fc.option(wild),
      fc.option(wild),
      fc.constantFrom(...callbackTypes),
      (message, code, field, type) => {
        const found = nearestReason({ message, code, field }, type);
        expect(reasonCodes).toContain(found.code);
        if (found.code === "OTHER") expect(found.certain).toBe(false);
      },
    ),
  );
});

test("a very long text takes no noticeable time", () => {
  const began = performance.now();
  for (const part of ["foto buram ", "tidak ", "!'.", "1 jan ", "12/", "a", " ", "\n", "\u0301"]) {
    nearestReason(note(part.repeat(300_000), part.repeat(100_000), part.repeat(100_000)), "BUSINESS_CONTACT");
  }
  expect(performance.now() - began).toBeLessThan(1500);
});
