"use client";

import type { BusinessPart } from "@/lib/domain/business";
import { AddressFields, type AreaSearch } from "./address-fields";
import { BankFields } from "./bank-fields";
import { BrandFields, ProfileFields } from "./business-fields";
import type { PartWords } from "./business-form";
import { ContactFields } from "./contacts-fields";
import { PartSlice } from "./part-slice";
import { SocialFields, type SocialScope } from "./social-fields";

/** What the fields of a part need from their page, where they need anything. */
export type FieldParts = {
  words: Partial<PartWords>;
  social: SocialScope | null;
  searchAreas: AreaSearch;
};

/** Some fields of one part; of the contacts those of the one at `index`. */
export function CorrectedFields({
  part,
  fields,
  index,
  given: { words, social, searchAreas },
}: {
  part: BusinessPart;
  fields: readonly string[];
  index: number | null;
  given: FieldParts;
}) {
  if (fields.length === 0) return null;
  return (
    <PartSlice fields={fields}>
      {part === "profile" ? <ProfileFields /> : null}
      {part === "brand" ? <BrandFields isNamedAfterBusiness={false} /> : null}
      {part === "contacts" && index !== null ? <ContactFields index={index} /> : null}
      {words.social ? <SocialFields texts={words.social} scope={social} /> : null}
      {words.address ? <AddressFields texts={words.address} search={searchAreas} /> : null}
      {words.bank ? <BankFields texts={words.bank} /> : null}
    </PartSlice>
  );
}
