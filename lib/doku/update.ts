/** From corrected answers to the body of an update: the corrected parts and nothing else (contract section 2, A `update-body`). */
import type { CallbackType } from "../domain/sections";
import {
  addressOf,
  bankAccountOf,
  brandFieldsOf,
  companyFiles,
  contactOf,
  contactsInOrder,
  documentOf,
  profileOf,
  type Registration,
  type RegistrationFile,
  socialMediaOf,
  withCategory,
} from "./registration";
import type { UpdateBody } from "./registration-body";

/** DOKU's ids of a business; `brandId` is null until DOKU told it. */
export type DokuIds = { businessId: string; brandId: string | null };

/** The ids that DOKU gave the corrected parts, by our own keys; a part without one is not sent. */
export type PartIds = {
  address?: string | null;
  bank?: string | null;
  contacts?: Record<string, string>;
  /** By code of the network; one that is not here is new. */
  socialMedia?: Record<string, string>;
  /** By id of the new file: the document or photo that it takes the place of; one that is not here is new. */
  replacedBy?: Record<string, string>;
};

/** `registration.files` holds, of documents and photos, only those that are new; the logo, where there is one, goes with the brand. */
export type Correction = {
  ids: DokuIds;
  partIds: PartIds;
  sections: readonly CallbackType[];
  registration: Registration;
  /** DOKU is to call back at the registration's address from now on (A `update-callback-url`). */
  movesCallbacks?: boolean;
};

/** The body of Update business data. */
export function updateBodyOf(correction: Correction): UpdateBody {
  const { ids, sections, registration } = correction;
  const { answers } = registration;
  const corrects = (type: CallbackType) => sections.includes(type);
  const brand = brandPart(correction);
  return {
    business: {
      id: ids.businessId,
      ...(correction.movesCallbacks ? { callback_url: registration.callbackUrl } : {}),
      ...(corrects("BUSINESS") ? profileOf(answers) : {}),
      ...(corrects("BUSINESS_ADDRESS") ? addressPart(correction) : {}),
      ...(corrects("BUSINESS_CONTACT") ? contactsPart(correction) : {}),
      ...(corrects("BUSINESS_BANK") ? bankPart(correction) : {}),
      ...(corrects("BUSINESS_DOCUMENT")
        ? {
            documents: companyFiles(registration.files).map((file) => ({
              ...documentOf(file, answers),
              ...replacing(file, correction.partIds),
            })),
          }
        : {}),
      ...(brand ? { brands: [brand] } : {}),
    },
  };
}

function replacing(file: RegistrationFile, partIds: PartIds): { entity_id?: string } {
  const replaced = partIds.replacedBy?.[file.dokuFileId];
  return replaced ? { entity_id: replaced } : {};
}

function addressPart({ registration, partIds }: Correction): Pick<UpdateBody["business"], "addresses"> {
  return partIds.address ? { addresses: [{ id: partIds.address, ...addressOf(registration.answers) }] } : {};
}

function bankPart({ registration, partIds }: Correction): Pick<UpdateBody["business"], "bank_account"> {
  return partIds.bank ? { bank_account: { id: partIds.bank, ...bankAccountOf(registration) } } : {};
}

function contactsPart({ registration, partIds }: Correction): Pick<UpdateBody["business"], "contacts"> {
  const contacts = contactsInOrder(registration.answers).flatMap((contact) => {
    const id = partIds.contacts?.[contact.key];
    return id ? [{ id, ...contactOf(contact, registration) }] : [];
  });
  return contacts.length > 0 ? { contacts } : {};
}

type BrandUpdate = NonNullable<UpdateBody["business"]["brands"]>[number];

function brandPart({ ids, sections, registration, partIds }: Correction): BrandUpdate | null {
  const corrects = (type: CallbackType) => sections.includes(type);
  const brandTypes: CallbackType[] = ["BRAND", "BRAND_SOCIAL_MEDIA", "BRAND_PHOTO_PROOF"];
  if (!ids.brandId || !brandTypes.some(corrects)) return null;
  const { answers, files } = registration;
  const social = socialMediaOf(answers).map((entry) => {
    const id = partIds.socialMedia?.[entry.code];
    return id ? { id, ...entry } : entry;
  });
  const photos = withCategory(files, "PHOTO_PROOF").map((file) => ({
    id: file.dokuFileId,
    ...replacing(file, partIds),
  }));
  const logo = withCategory(files, "LOGO")[0];
  return {
    id: ids.brandId,
    ...(corrects("BRAND") ? { ...brandFieldsOf(answers), ...(logo ? { logo: { id: logo.dokuFileId } } : {}) } : {}),
    ...(corrects("BRAND_SOCIAL_MEDIA") ? { social_media: social } : {}),
    ...(corrects("BRAND_PHOTO_PROOF") ? { photo_proofs: photos } : {}),
  };
}
