"use client";

import type { Ref } from "react";
import { TextField } from "@/components/forms/text-input";

export type PostalCodeTexts = Record<"postalCode" | "postalCodeHint", string>;

/** Five digits that are put in front of an area whose postal code is not known. */
export function PostalCodeField({
  ref,
  texts,
  onType,
}: {
  ref: Ref<HTMLInputElement>;
  texts: PostalCodeTexts;
  onType: (code: string) => void;
}) {
  return (
    <div className="border-l-4 border-line pl-5">
      <TextField
        ref={ref}
        name="postalCode"
        label={texts.postalCode}
        hint={texts.postalCodeHint}
        inputMode="numeric"
        autoComplete="postal-code"
        width="sm"
        maxLength={5}
        onChange={(event) => onType(event.target.value.replace(/\D/g, ""))}
      />
    </div>
  );
}
