/** From the merchant's answers and uploaded files to the body of a registration (contract section 8, A `registration-body`). */
import type { Answers } from "../domain/business";
import { phoneCallingCode } from "../domain/fields/phone";
import { type FileCategory, primaryContactKey, type RequirementPlace } from "../domain/requirements";
import {
  brandCategoryCodes,
  nationalityCodes,
  positionCodes,
  transactionFrequencyCodes,
  transactionQuantityCodes,
} from "./assumptions";
import type { DocumentBody, RegistrationBody } from "./registration-body";

/** A file that DOKU has. `slotId` leads to the values typed beside it. */
export type RegistrationFile = {
  slotId: string;
  place: RequirementPlace;
  category: FileCategory;
  /** The document code; null unless the category is DOCUMENT. */
  code: string | null;
  contactKey: string | null;
  dokuFileId: string;
};

export type Registration = { answers: Answers; files: readonly RegistrationFile[]; callbackUrl: string };

type BusinessBody = RegistrationBody["business"];
type Contact = Answers["contacts"]["contacts"][number];

const phoneOf = (phone: string) => ({ phone_calling_code: phoneCallingCode, phone_number: phone });

/** The business itself. A person's business has the name and the description of its brand, as DOKU demands. */
export function profileOf({ kind, profile, brand }: Answers) {
  const named = kind.businessType === "PERSONAL" ? brand : profile;
  return {
    name: named.name,
    email: profile.email,
    description: named.description,
    ...phoneOf(profile.phone),
    website_readiness: profile.websiteReadiness,
    mobile_app_readiness: profile.mobileAppReadiness,
  };
}

export function brandFieldsOf({ brand }: Answers) {
  return {
    name: brand.name,
    description: brand.description,
    category: brandCategoryCodes[brand.category],
    transaction_frequency: transactionFrequencyCodes[brand.transactionFrequency],
    transaction_quantity: transactionQuantityCodes[brand.transactionQuantity],
  };
}

/** One entry a network, with all of the merchant's accounts there. */
export function socialMediaOf({ social }: Answers): { code: string; accounts: string[] }[] {
  const codes = [...new Set(social.accounts.map((account) => account.code))];
  return codes.map((code) => ({
    code,
    accounts: social.accounts.filter((account) => account.code === code).map((account) => account.url),
  }));
}

export function addressOf({ address }: Answers): BusinessBody["addresses"][number] {
  return { area: address.area, country: "ID", name: address.street, primary: true };
}

/** An uploaded document with the values typed beside it. */
export function documentOf(file: RegistrationFile, answers: Answers): DocumentBody {
  const values = Object.entries(answers.slotValues[file.slotId] ?? {});
  const forms = values.flatMap(([code, value]) => (value.trim() ? [{ code, value: value.trim() }] : []));
  return { code: file.code ?? file.category, category: "DOCUMENT", id: file.dokuFileId, forms };
}

/** Whose file this is: the selfie is the primary contact's where nobody else is named. */
function isOf(file: RegistrationFile, contact: Contact): boolean {
  return (file.contactKey ?? primaryContactKey) === contact.key;
}

export function contactOf(contact: Contact, { answers, files }: Registration): BusinessBody["contacts"][number] {
  const own = files.filter((file) => isOf(file, contact));
  const selfie = own.find((file) => file.category === "OWNER_LIVENESS");
  const documents = own.filter((file) => file.place === "contact" && file.category === "DOCUMENT");
  return {
    name: contact.name,
    email: contact.email,
    ...phoneOf(contact.phone),
    nationality: nationalityCodes[contact.nationality],
    position: positionCodes[contact.position],
    primary: contact.key === primaryContactKey,
    ...(selfie ? { owner_liveness: { id: selfie.dokuFileId } } : {}),
    documents: documents.map((file) => documentOf(file, answers)),
  };
}

/** The primary contact first; the others keep their order. */
export function contactsInOrder({ contacts }: Answers): Contact[] {
  return [...contacts.contacts].sort(
    (a, b) => Number(b.key === primaryContactKey) - Number(a.key === primaryContactKey),
  );
}

export function bankAccountOf({ answers, files }: Registration): BusinessBody["bank_account"] {
  const { bank } = answers;
  return {
    account_name: bank.accountName,
    account_number: bank.accountNumber,
    bank_id: bank.bankId,
    bank_name: bank.bankName,
    ...(bank.swiftCode ? { swift_code: bank.swiftCode } : {}),
    country: "ID",
    currency: "IDR",
    documents: withCategory(files, "BANK_ACCOUNT").map((file) => ({ category: "BANK_ACCOUNT", id: file.dokuFileId })),
  };
}

/** The company's own documents: every document that is nobody's in person. */
export function companyFiles(files: readonly RegistrationFile[]): RegistrationFile[] {
  return withCategory(files, "DOCUMENT").filter((file) => file.place !== "contact");
}

export function withCategory(files: readonly RegistrationFile[], category: FileCategory): RegistrationFile[] {
  return files.filter((file) => file.category === category);
}

/** The whole body. One brand, one address that is primary, any number of contacts. */
export function registrationBodyOf(registration: Registration): RegistrationBody {
  const { answers, files, callbackUrl } = registration;
  const logo = withCategory(files, "LOGO")[0];
  const agreement = withCategory(files, "SERVICE_AGREEMENT")[0];
  return {
    business: {
      type: answers.kind.businessType,
      legal_entity: answers.kind.legalEntity,
      callback_url: callbackUrl,
      ...profileOf(answers),
      brands: [
        {
          ...brandFieldsOf(answers),
          social_media: socialMediaOf(answers),
          photo_proofs: withCategory(files, "PHOTO_PROOF").map((file) => ({ id: file.dokuFileId })),
          ...(logo ? { logo: { id: logo.dokuFileId } } : {}),
        },
      ],
      addresses: [addressOf(answers)],
      contacts: contactsInOrder(answers).map((contact) => contactOf(contact, registration)),
      documents: companyFiles(files).map((file) => documentOf(file, answers)),
      bank_account: bankAccountOf(registration),
      ...(agreement ? { service_agreement: { id: agreement.dokuFileId } } : {}),
    },
  };
}
