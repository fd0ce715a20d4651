"use client";

import { brandCategories, readinessValues, transactionFrequencies, transactionQuantities } from "@/lib/domain/choices";
import { PartPhoneField, PartRadios, PartTextArea, PartTextField } from "./part-fields";

/** In the order in which people answer, the usual one first. */
const readinessOrder = [...readinessValues].sort((a) => (a === "HAVE" ? -1 : 1));

export function ProfileFields() {
  return (
    <>
      <PartTextField name="name" autoComplete="organization" maxLength={255} />
      <PartTextField name="email" type="email" inputMode="email" autoComplete="email" />
      <PartPhoneField name="phone" autoComplete="tel" />
      <PartTextArea name="description" maxLength={1023} />
      <PartRadios name="websiteReadiness" values={readinessOrder} />
      <PartRadios name="mobileAppReadiness" values={readinessOrder} />
    </>
  );
}

/** @param isNamedAfterBusiness the brand takes name and description from the profile, so they are not asked */
export function BrandFields({ isNamedAfterBusiness }: { isNamedAfterBusiness: boolean }) {
  return (
    <>
      {isNamedAfterBusiness ? null : (
        <>
          <PartTextField name="name" autoComplete="off" maxLength={255} />
          <PartTextArea name="description" maxLength={1023} />
        </>
      )}
      <PartRadios name="category" values={brandCategories} />
      <PartRadios name="transactionFrequency" values={transactionFrequencies} />
      <PartRadios name="transactionQuantity" values={transactionQuantities} />
    </>
  );
}
