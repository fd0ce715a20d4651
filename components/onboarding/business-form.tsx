"use client";

import type { BusinessPart } from "@/lib/domain/business";
import type { ActionResult } from "@/lib/domain/results";
import { AddressFields, type AreaSearch, type AreaTexts } from "./address-fields";
import type { BankTexts } from "./bank-choice";
import { BankFields } from "./bank-fields";
import { BrandFields, ProfileFields } from "./business-fields";
import { ContactsFields, type ContactsTexts } from "./contacts-fields";
import { PartForm } from "./part-form";
import type { PartFormProps, Typed } from "./part-form-props";
import { SocialFields, type SocialTexts } from "./social-fields";

/** Words of one part beyond its fields' own. */
export type PartWords = { social: SocialTexts; address: AreaTexts; contacts: ContactsTexts; bank: BankTexts };

type Continue = (
  input: {
    part: BusinessPart;
    returnToCheck: boolean;
  } & Typed,
) => Promise<ActionResult<{ href: string }>>;

/** One part of the business data. `words` holds the extra texts of the part that is shown. */
export function BusinessForm({
  part,
  words,
  returnToCheck,
  continuePart,
  searchAreas,
  ...form
}: Omit<PartFormProps, "part"> & {
  part: BusinessPart;
  words: Partial<PartWords>;
  returnToCheck: boolean;
  continuePart: Continue;
  searchAreas: AreaSearch;
}) {
  return (
    <PartForm
      {...form}
      part={part}
      itemText={words.contacts?.item ?? words.social?.item}
      submit={(typed) => continuePart({ part, ...typed, returnToCheck })}
    >
      <input type="hidden" name="part" value={part} />
      {returnToCheck ? <input type="hidden" name="return" value="check" /> : null}
      {part === "profile" ? <ProfileFields /> : null}
      {part === "brand" ? <BrandFields isNamedAfterBusiness={form.kind?.businessType === "PERSONAL"} /> : null}
      {words.social ? <SocialFields texts={words.social} /> : null}
      {words.address ? <AddressFields texts={words.address} search={searchAreas} /> : null}
      {words.contacts ? <ContactsFields texts={words.contacts} /> : null}
      {words.bank ? <BankFields texts={words.bank} /> : null}
    </PartForm>
  );
}
