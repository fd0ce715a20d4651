/** What DOKU asks for, as data: per business type, legal form and line of business (contract sections 5, 7 and 12). */

const images = ["PNG", "JPG", "JPEG"] as const;
const scans = ["PDF", "PNG", "JPG", "JPEG"] as const;
const maxMegabytes = 15;

export type FormData = { code: string; name: string; mandatory: boolean };
export type RequirementData = {
  code: string;
  name: string;
  extensions: readonly string[];
  max_size: number;
  mandatory: boolean;
  forms?: readonly FormData[];
};

const form = (code: string, name: string): FormData => ({ code, name, mandatory: true });

function scan(code: string, name: string, forms?: readonly FormData[]): RequirementData {
  return { code, name, extensions: scans, max_size: maxMegabytes, mandatory: true, ...(forms ? { forms } : {}) };
}

function image(code: string, name: string, mandatory = true): RequirementData {
  return { code, name, extensions: images, max_size: maxMegabytes, mandatory };
}

/** Every document code that an upload may carry. */
export const documents: Record<string, RequirementData> = {
  KTP: { ...image("KTP", "Kartu Tanda Penduduk (KTP)"), forms: [form("NO_KTP", "Nomor Induk Kependudukan (NIK)")] },
  PASSPORT: scan("PASSPORT", "Paspor", [form("NO_PASSPORT", "Nomor Paspor")]),
  KITAS_OR_KITAP: { ...scan("KITAS_OR_KITAP", "KITAS / KITAP"), mandatory: false },
  NIB: scan("NIB", "Nomor Induk Berusaha (NIB)", [form("NO_NIB", "Nomor Induk Berusaha (NIB)")]),
  NPWP: scan("NPWP", "NPWP Perusahaan", [form("NO_NPWP", "Nomor Pokok Wajib Pajak (NPWP)")]),
  AKTA_PENDIRIAN_PERUSAHAAN: scan("AKTA_PENDIRIAN_PERUSAHAAN", "Akta Pendirian Perusahaan"),
  AKTA_PERUBAHAN: { ...scan("AKTA_PERUBAHAN", "Akta Perubahan Terakhir"), mandatory: false },
  SK_KEMENKUMHAM: scan("SK_KEMENKUMHAM", "SK Pengesahan Kementerian Hukum dan HAM"),
  COMPANY_REGISTRATION: scan("COMPANY_REGISTRATION", "Peraturan atau Keputusan Pendirian"),
  IZIN_USAHA: scan("IZIN_USAHA", "Izin Usaha"),
  IZIN_USAHA_PERSEORANGAN: scan("IZIN_USAHA_PERSEORANGAN", "Izin Usaha Perseorangan"),
  IZIN_BLU: scan("IZIN_BLU", "Penetapan Badan Layanan Umum"),
  IZIN_KOPERASI_SIMPAN_PINJAM: scan("IZIN_KOPERASI_SIMPAN_PINJAM", "Izin Koperasi Simpan Pinjam"),
  IZIN_DISPENDIK_KEMENDIKBUD: scan("IZIN_DISPENDIK_KEMENDIKBUD", "Izin Dinas Pendidikan / Kemendikbud"),
  IZIN_PENYELENGGARAAN_IBADAH_HAJI_DAN_UMRAH: scan(
    "IZIN_PENYELENGGARAAN_IBADAH_HAJI_DAN_UMRAH",
    "Izin Penyelenggaraan Ibadah Haji dan Umrah",
  ),
  IZIN_KERAMAIAN: scan("IZIN_KERAMAIAN", "Izin Keramaian"),
  IZIN_PUB: scan("IZIN_PUB", "Izin Pengumpulan Uang atau Barang"),
  IZIN_PMB: scan("IZIN_PMB", "Izin Niaga Bahan Bakar (PMB)"),
  IZIN_BOPI: scan("IZIN_BOPI", "Izin BOPI"),
  IZIN_DISTRIBUTOR_RESMI: scan("IZIN_DISTRIBUTOR_RESMI", "Izin Distributor Resmi"),
  IZIN_EDAR_ALAT_KESEHATAN: scan("IZIN_EDAR_ALAT_KESEHATAN", "Izin Edar Alat Kesehatan"),
  BPOM: scan("BPOM", "Izin BPOM"),
  LICENSE_ASIC: scan("LICENSE_ASIC", "ASIC License"),
  LICENSE_CFTC: scan("LICENSE_CFTC", "CFTC License"),
  LICENSE_CYSEC: scan("LICENSE_CYSEC", "CySEC License"),
  LICENSE_FCA: scan("LICENSE_FCA", "FCA License"),
};

/** Uploads that are not documents, by category. */
export const otherFiles: Record<string, RequirementData> = {
  OWNER_LIVENESS: image("OWNER_LIVENESS", "Swafoto pemilik memegang KTP"),
  PHOTO_PROOF: image("PHOTO_PROOF", "Brand Photo Proof"),
  LOGO: image("LOGO", "Logo Brand", false),
  BANK_ACCOUNT: scan("BANK_ACCOUNT", "Buku Tabungan atau Rekening Koran"),
  SERVICE_AGREEMENT: { ...scan("SERVICE_AGREEMENT", "Perjanjian Layanan"), extensions: ["PDF"], mandatory: false },
};

const company = ["NIB", "NPWP", "AKTA_PENDIRIAN_PERUSAHAAN"];

/** Company documents by legal form. */
export const documentsOfLegalEntity: Record<string, readonly string[]> = {
  PERSEORANGAN: [],
  PT: [...company, "SK_KEMENKUMHAM", "AKTA_PERUBAHAN"],
  YAYASAN: [...company, "SK_KEMENKUMHAM", "AKTA_PERUBAHAN"],
  PERKUMPULAN_BERBADAN_HUKUM: [...company, "SK_KEMENKUMHAM", "AKTA_PERUBAHAN"],
  KOPERASI: [...company, "SK_KEMENKUMHAM"],
  CV: [...company, "AKTA_PERUBAHAN"],
  FIRMA: company,
  UD: ["NIB", "NPWP", "IZIN_USAHA_PERSEORANGAN"],
  PP: ["NIB", "NPWP", "COMPANY_REGISTRATION"],
  BUMN: ["NIB", "NPWP", "COMPANY_REGISTRATION", "AKTA_PENDIRIAN_PERUSAHAAN"],
  PTN_BH: ["NPWP", "COMPANY_REGISTRATION"],
  BLU: ["NPWP", "IZIN_BLU"],
};

/** Licences by line of business, for companies. A line that is absent needs none. */
export const licencesOfLine: Record<string, readonly string[]> = {
  FINANCIAL_SERVICE: ["IZIN_USAHA"],
  CAPITAL_MARKET: ["IZIN_USAHA"],
  INSURANCE: ["IZIN_USAHA"],
  MINING: ["IZIN_USAHA"],
  EDUCATION: ["IZIN_DISPENDIK_KEMENDIKBUD"],
  TRAVEL: ["IZIN_PENYELENGGARAAN_IBADAH_HAJI_DAN_UMRAH"],
  EVENT_ORGANIZER: ["IZIN_KERAMAIAN"],
  CHARITY: ["IZIN_PUB"],
  GAS_STATION: ["IZIN_PMB"],
};

/** A savings-and-loan cooperative needs the licence of its own kind. */
export const licencesOfLegalEntityAndLine: Record<string, readonly string[]> = {
  "KOPERASI FINANCIAL_SERVICE": ["IZIN_KOPERASI_SIMPAN_PINJAM"],
};
