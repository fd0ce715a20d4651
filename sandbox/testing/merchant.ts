/** Invented merchants for tests, with the files that a registration of them needs. */
import sharp from "sharp";
import type { Partner } from "./partner";

const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: "#80a090" } });
const encoded = { png: picture.clone().png().toBuffer(), jpg: picture.clone().jpeg().toBuffer() };

/** A real, small image; PNG when its name says so. */
export async function imageFile(name = "photo.jpg"): Promise<File> {
  return new File([new Uint8Array(await encoded[name.endsWith(".png") ? "png" : "jpg"])], name);
}

export type Draft = Record<string, unknown>;

export type MerchantOptions = { name?: string; nik?: string; account?: string; callbackUrl: string };

/** Uploads what a person's shop needs and answers the body of its registration. */
export async function personalMerchant(partner: Partner, options: MerchantOptions): Promise<{ business: Draft }> {
  const { name = "Warung Bu Tini", nik = "3372014101900001", account = "1234567890", callbackUrl } = options;
  const token = await partner.token();
  const image = await imageFile();
  const idOf = async (category: string, code?: string) => (await partner.upload(token, category, image, code)).id("id");
  const ktp = { code: "KTP", category: "DOCUMENT", id: await idOf("DOCUMENT", "KTP") };
  return {
    business: {
      type: "PERSONAL",
      legal_entity: "PERSEORANGAN",
      callback_url: callbackUrl,
      name,
      email: "tini@contoh.id",
      description: "Warung makan",
      phone_calling_code: "62",
      phone_number: "81234567890",
      website_readiness: "DONT_HAVE",
      mobile_app_readiness: "DONT_HAVE",
      brands: [
        {
          name,
          description: "Warung makan",
          category: "RETAIL",
          transaction_frequency: "UMI",
          transaction_quantity: "UP_TO_100",
          social_media: [{ code: "INSTAGRAM", accounts: ["https://instagram.com/warungbutini"] }],
          photo_proofs: [{ id: await idOf("PHOTO_PROOF") }],
        },
      ],
      addresses: [
        {
          area: "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat",
          country: "ID",
          name: "Jalan Melati 1",
          primary: true,
        },
      ],
      contacts: [
        {
          name: "Tini Contoh",
          email: "tini@contoh.id",
          phone_calling_code: "62",
          phone_number: "81234567890",
          nationality: "ID",
          position: "OWNER",
          primary: true,
          owner_liveness: { id: await idOf("OWNER_LIVENESS") },
          documents: [{ ...ktp, forms: [{ code: "NO_KTP", value: nik }] }],
        },
      ],
      bank_account: {
        account_name: "Tini Contoh",
        account_number: account,
        bank_id: "014",
        bank_name: "BCA",
        swift_code: "CENAIDJA",
        country: "ID",
        currency: "IDR",
        documents: [{ category: "BANK_ACCOUNT", id: await idOf("BANK_ACCOUNT") }],
      },
    },
  };
}

/** The same as a PT with its company documents. */
export async function companyMerchant(partner: Partner, options: MerchantOptions): Promise<{ business: Draft }> {
  const { business } = await personalMerchant(partner, { name: "PT Sinar Contoh", ...options });
  const token = await partner.token();
  const image = await imageFile("scan.png");
  const codes = ["NIB", "NPWP", "AKTA_PENDIRIAN_PERUSAHAAN", "SK_KEMENKUMHAM"];
  const documents = await Promise.all(
    codes.map(async (code) => {
      const uploaded = await partner.upload(token, "DOCUMENT", image, code);
      return { code, category: "DOCUMENT", id: uploaded.id("id") };
    }),
  );
  return { business: { ...business, type: "CORPORATE", legal_entity: "PT", documents } };
}

/** The query parameters that Check requirements and Get business data take. */
export const personalQuery = {
  businessType: "PERSONAL",
  businessLegalEntity: "PERSEORANGAN",
  brandBusinessLine: "RETAIL",
  businessContactNationality: "ID",
};
