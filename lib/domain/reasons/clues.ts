/** By which words a reason is recognised in free text, Indonesian or English. */
import type { ReasonCode } from "@/lib/domain/reasons";

const paper =
  "dokumen|document|ktp$|kartu|card$|identitas|npwp$|nib$|akta|sk$|paspor|passport|kitas|kitap|foto|photo|gambar|image|picture|berkas|file$|buku tabungan|surat|izin|id$|scan";
const image = "foto|photo|gambar|image|picture|dokumen|document|berkas|ktp$|kartu|card$|npwp$|nib$|paspor|passport";
const selfie = "!swafoto|selfi|self photo|owner liveness|liveness|wajah|face$";
const differs =
  "berbeda|beda$|tidak sesuai|tidak cocok|tidak sama|kurang sesuai|belum sesuai|differ|not match|mismatch|not the same|not consistent|inconsistent";
const account = "!rekening|account$|bank account|account name|account number|tabungan";
const unclear = "tidak jelas|kurang jelas|belum jelas|not clear|unclear|not visible";
const illegible =
  "tidak terbaca|tidak dapat dibaca|tidak bisa dibaca|sulit dibaca|sulit terbaca|kurang terbaca|unreadable|illegible|not readable|not legible|can not be read";
const again =
  "ajukan|mengajukan|coba lagi|coba kembali|daftar lagi|daftar kembali|mendaftar|daftar ulang|pengajuan|reapply|re apply|apply again|try again|resubmit|submit again";

/**
 * A clue is groups joined by ` + `, of which each must occur; in a group any of the words between `|` will do, alone
 * or with an ending, `$` without. The last group is the fault and does not count behind a "not". `!` weighs more.
 */
export const clues: Record<ReasonCode, readonly string[]> = {
  PHOTO_BLURRED: [
    `${image} + buram|blur|kabur|tidak fokus|kurang fokus|tidak tajam|kurang tajam|out of focus|not in focus|not sharp|pecah|goyang|gelap|too dark`,
    `foto|photo|gambar|image|picture|ktp$|id card + ${unclear}`,
    "buram|blur|tidak fokus|out of focus",
  ],
  PHOTO_GLARE: [
    `${image} + silau|pantulan|memantul|terpantul|glare|reflection|reflecting|flash|kilatan|overexposed|terlalu terang`,
    "silau|pantulan cahaya|glare",
  ],
  PHOTO_CROPPED: [
    `${image} + terpotong|kepotong|crop|cut off|tidak utuh|tidak penuh|not fully visible|not entirely|sudut tidak|tidak seluruhnya|corners missing`,
    "terpotong|cropped|cut off",
  ],
  PHOTO_OF_PHOTO: [
    "foto|photo|gambar|image|picture|dokumen|document|ktp$ + !dari layar|layar|screen$|screenshot|tangkapan layar|monitor|foto dari foto|dari foto lain|photo of a photo|picture of a picture|another photo|hasil unduhan",
    "screenshot|tangkapan layar|dari layar|photo of a photo",
  ],
  NOT_ORIGINAL: [
    `${paper} + fotokopi|bukan asli|tidak asli|bukan yang asli|bukan dokumen asli|bukan fotokopi|not original|not the original|copy$|hitam putih|black and white|harus asli|must be original|hasil scan|editan|edited`,
    "fotokopi|bukan asli|tidak asli|not original|not the original",
  ],
  WRONG_DOCUMENT: [
    `${paper} + tidak sesuai dengan yang diminta|tidak sesuai yang diminta|tidak sesuai permintaan|tidak sesuai ketentuan|tidak sesuai persyaratan|bukan yang diminta|not what was requested|not as requested|wrong$|incorrect document`,
    "salah dokumen|salah unggah|salah upload|dokumen salah|dokumen yang salah|salah berkas|wrong document|wrong file|wrong card|incorrect document|jenis dokumen tidak sesuai|document type",
    "dokumen|berkas|kartu|foto + bukan ktp|bukan npwp|bukan nib|bukan akta|bukan kartu identitas|not an id|not a ktp",
  ],
  DOCUMENT_DAMAGED: [`${paper} + rusak|sobek|robek|lecek|patah|cacat|damaged|torn$|broken|worn`, "rusak|damaged|torn$"],
  DOCUMENT_EXPIRED: [
    `${paper} + kedaluwarsa|kadaluwarsa|kadaluarsa|kedaluarsa|expired|expiry|has lapsed|no longer valid|tidak berlaku|sudah habis masa`,
    "masa berlaku|masa aktif|berlaku + habis|berakhir|lewat|lampau|ended|over$",
    "kedaluwarsa|kadaluwarsa|kadaluarsa|expired|tidak berlaku lagi",
  ],
  DOCUMENT_OUTDATED: [
    `${paper} + bukan versi terakhir|bukan versi terbaru|versi lama|bukan yang terbaru|bukan yang terakhir|belum diperbarui|outdated|out of date|not the latest|old version|superseded|lebih dari 3 bulan|older than`,
    "akta|perubahan|deed|amendment + terbaru|terakhir|latest|newest",
    "outdated|usang|not the latest",
  ],
  DOCUMENT_INCOMPLETE: [
    "dokumen|document|akta|berkas|halaman|page$|pages|surat|izin|lampiran|file$ + tidak lengkap|kurang lengkap|belum lengkap|incomplete|not complete|missing|kurang halaman",
  ],
  DOCUMENT_UNREADABLE: [
    `${paper}|data|tulisan|text$ + ${illegible}`,
    illegible,
    `dokumen|document|berkas + ${unclear}`,
  ],
  DATA_MISMATCH: [
    `data|nama|name|nik$|tanggal lahir|birth|isian|informasi|information|nomor|number|alamat|npwp$|nib$ + ${differs}`,
    `data|nama|name|nik$|tanggal lahir|birth|isian|informasi|information|nomor|number|alamat|usaha|business + dokumen|document|ktp$|kartu|card$|akta|nib$|npwp$|identitas + ${differs}`,
  ],
  NIK_INVALID: [
    "!nik$|nomor induk kependudukan|no ktp|id number + format|salah|tidak valid|tidak ditemukan|tidak terdaftar|tidak dikenal|belum terdaftar|digit|invalid|not valid|not found|not registered|malformed|incorrect|wrong$",
  ],
  NIK_USED: [
    "!nik$|nomor induk kependudukan|no ktp|id number|ktp$ + !sudah terdaftar|telah terdaftar|sudah digunakan|telah digunakan|sudah dipakai|pernah dipakai|dipakai|digunakan oleh|already|in use|duplikat|duplicate|ganda",
  ],
  SELFIE_UNCLEAR: [
    `${selfie} + ${unclear}|tidak terlihat|kurang terlihat|tertutup|buram|blur|gelap|silau|too dark|covered|terpotong|crop|${illegible}`,
    "wajah|face$ + tidak terlihat|tertutup|covered|not visible|tidak jelas",
  ],
  SELFIE_NO_CARD: [
    `${selfie} + tidak dipegang|tidak memegang|tanpa memegang|tanpa ktp|tanpa kartu|tidak ada ktp|without|not holding|not held|no card|no id|belum memegang`,
    `${selfie} + ktp$|kartu|card$|id$ + tidak dipegang|tidak memegang|not holding|not held|tidak ada|missing|tidak tampak`,
    "memegang ktp|pegang ktp|holding the card|hold your|holding your + harus|wajib|must|need|mohon|should",
  ],
  SELFIE_OTHER_CARD: [
    `${selfie} + bukan ktp|kartu lain|ktp lain|ktp berbeda|kartu berbeda|kartu yang berbeda|ktp yang berbeda|another card|different card|other card|wrong card|not the same card|not the same id`,
    `${selfie} + ktp$|kartu|card$|id$ + berbeda|tidak sama|differ|not the same`,
  ],
  NO_IDENTITY: [
    "!identitas|papan nama|papan|plang|nama usaha|nama toko|signboard|sign$|signage|spanduk|business identity|business name|store name + tidak memperlihatkan|tidak menampilkan|tidak menunjukkan|tidak terlihat|tanpa|tidak ada|belum terlihat|tidak tampak|no$|without|not show|not visible|missing",
  ],
  SHOP_NAME_DIFFERS: [
    `nama|name + !papan|toko|plang|spanduk|shop|store|sign$|signboard|signage + ${differs}`,
    `papan nama|signboard|signage|shop sign + ${differs}|different`,
  ],
  ACCOUNT_NAME_DIFFERS: [
    `nama|name|pemilik|holder|owner|atas nama + ${account} + ${differs}`,
    `pemilik rekening|nama rekening|account name|account holder + ${differs}|bukan|salah|wrong$`,
  ],
  ACCOUNT_NOT_FOUND: [
    `nomor|number|no$|bank + ${account} + tidak ditemukan|tidak terdaftar|tidak dikenal|tidak valid|tidak aktif|salah|not found|invalid|wrong$|does not exist|not exist|closed|inactive|ditutup|tutup`,
    `${account} + tidak ditemukan|tidak terdaftar|tidak aktif|not found|does not exist|not exist|closed|inactive|ditutup`,
  ],
  ADDRESS_INCOMPLETE: [
    "!alamat|address + tidak lengkap|kurang lengkap|belum lengkap|incomplete|not complete|tidak jelas|kurang jelas|tidak ditemukan|not found|unclear|cantumkan|kode pos salah|missing|tidak sesuai",
    "rt rw|kelurahan|kecamatan|kode pos|postal code + belum|tidak ada|lengkapi|cantumkan|missing|kosong",
  ],
  LINK_DEAD: [
    "tautan|link|url$|akun|account|media sosial|social media|instagram|facebook|tiktok|website|situs|profil + tidak dapat dibuka|tidak bisa dibuka|tidak dapat diakses|tidak bisa diakses|tidak ditemukan|tidak aktif|mati$|rusak|dead$|broken|not found|can not be opened|can not be accessed|not accessible|inaccessible|not open|private|privat|dikunci|digembok|unavailable",
  ],
  DESCRIPTION_UNCLEAR: [
    `!deskripsi|description|keterangan usaha|penjelasan + ${unclear}|belum menjelaskan|tidak menjelaskan|kurang|belum|tidak lengkap|terlalu singkat|terlalu umum|too short|too vague|vague|too general|does not explain|not explain|not describe|incomplete|tidak sesuai`,
    "produk|product|barang|jasa|goods + belum dijelaskan|tidak dijelaskan|belum jelas|tidak jelas|not described|unclear|not clear",
  ],
  SERVICE_NOT_ELIGIBLE: [
    "metode pembayaran|layanan|service|payment method|channel|qris$|virtual account|produk + !belum dapat diaktifkan|tidak dapat diaktifkan|belum bisa diaktifkan|tidak bisa diaktifkan|tidak tersedia|belum memenuhi syarat|tidak memenuhi syarat|not eligible|ineligible|not available|can not be activated|not supported",
    "belum memenuhi syarat|tidak memenuhi syarat|not eligible",
  ],
  PROHIBITED_BUSINESS: [
    "usaha|bisnis|barang|produk|jasa|business|goods|product|merchant|industri|industry + !dilarang|terlarang|prohibited|forbidden|restricted|ilegal|illegal|judi|gambling|melanggar hukum|tidak diperbolehkan|not allowed|blacklist|daftar hitam",
  ],
  SUSPICIOUS_ACTIVITY: [
    "aktivitas|transaksi|activity|transaction|akun|account|pola|usaha|merchant + !tidak wajar|mencurigakan|penipuan|fraud|suspicious|unusual|anomali|pencucian uang|money laundering",
    "fraud|mencurigakan|suspicious",
  ],
  REAPPLY_LATER: [
    `${again} + !hasdate|hari$|minggu$|bulan$|tahun$|days|weeks|months|year|besok|tomorrow|kemudian hari|later$`,
  ],
  OTHER: [],
};
