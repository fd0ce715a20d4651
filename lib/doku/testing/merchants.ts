/** Invented merchants for tests. */
import type { Answers, Kind } from "../../domain/business";
import type { Registration } from "../registration";

export const personalKind: Kind = {
  businessType: "PERSONAL",
  legalEntity: "PERSEORANGAN",
  line: "RETAIL",
  nationality: "ID",
};
export const companyKind: Kind = {
  businessType: "CORPORATE",
  legalEntity: "PT",
  line: "FOOD_AND_BEVERAGE",
  nationality: "ID",
};

export const personalAnswers: Answers = {
  kind: personalKind,
  profile: {
    name: "Tini Contoh",
    email: "tini@contoh.id",
    phone: "81234567890",
    description: "Profil lama",
    websiteReadiness: "DONT_HAVE",
    mobileAppReadiness: "UNDER_DEVELOPMENT",
  },
  brand: {
    name: "Warung Bu Tini",
    description: "Warung makan",
    category: "RETAIL",
    transactionFrequency: "UMI",
    transactionQuantity: "UP_TO_100",
  },
  social: {
    accounts: [
      { code: "INSTAGRAM", url: "https://instagram.com/warungbutini" },
      { code: "FACEBOOK", url: "https://facebook.com/warungbutini" },
      { code: "INSTAGRAM", url: "https://instagram.com/tini.katering" },
    ],
  },
  address: { area: "17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat", street: "Jalan Melati 1" },
  contacts: {
    contacts: [
      {
        key: "c-2",
        name: "Budi Contoh",
        email: "budi@contoh.id",
        phone: "215551234",
        nationality: "FOREIGN",
        position: "MANAGER",
      },
      {
        key: "primary",
        name: "Tini Contoh",
        email: "tini@contoh.id",
        phone: "81234567890",
        nationality: "ID",
        position: "OWNER",
      },
    ],
  },
  bank: { bankId: "014", bankName: "BCA", swiftCode: "", accountNumber: "1234567890", accountName: "Tini Contoh" },
  slotValues: { "contact.primary.DOCUMENT.KTP": { NO_KTP: "3372014101900001", EMPTY: " " } },
};

export const personalRegistration: Registration = {
  answers: personalAnswers,
  callbackUrl: "https://portal.contoh.id/api/webhooks/doku/token",
  files: [
    {
      slotId: "contact.primary.DOCUMENT.KTP",
      place: "contact",
      category: "DOCUMENT",
      code: "KTP",
      contactKey: "primary",
      dokuFileId: "DCM-1",
    },
    {
      slotId: "contact.c-2.DOCUMENT.PASSPORT",
      place: "contact",
      category: "DOCUMENT",
      code: "PASSPORT",
      contactKey: "c-2",
      dokuFileId: "DCM-2",
    },
    {
      slotId: "contact.primary.OWNER_LIVENESS",
      place: "contact",
      category: "OWNER_LIVENESS",
      code: null,
      contactKey: "primary",
      dokuFileId: "CNT-1",
    },
    {
      slotId: "brand.PHOTO_PROOF",
      place: "brand",
      category: "PHOTO_PROOF",
      code: null,
      contactKey: null,
      dokuFileId: "PHP-1",
    },
    {
      slotId: "brand.PHOTO_PROOF",
      place: "brand",
      category: "PHOTO_PROOF",
      code: null,
      contactKey: null,
      dokuFileId: "PHP-2",
    },
    { slotId: "brand.LOGO", place: "brand", category: "LOGO", code: null, contactKey: null, dokuFileId: "LOG-1" },
    {
      slotId: "bank_account.BANK_ACCOUNT",
      place: "bank_account",
      category: "BANK_ACCOUNT",
      code: null,
      contactKey: null,
      dokuFileId: "BNK-1",
    },
    {
      slotId: "business.DOCUMENT.NIB",
      place: "business",
      category: "DOCUMENT",
      code: "NIB",
      contactKey: null,
      dokuFileId: "DCM-3",
    },
    {
      slotId: "service_agreement.SERVICE_AGREEMENT",
      place: "service_agreement",
      category: "SERVICE_AGREEMENT",
      code: null,
      contactKey: null,
      dokuFileId: "AGR-1",
    },
  ],
};
