"use client";

import { useEffect, useState } from "react";
import { useFormContext } from "react-hook-form";
import { bankOf } from "@/lib/domain/banks";
import { BankChoice, type BankTexts, otherBank } from "./bank-choice";
import { PartTextField, usePartField } from "./part-fields";
import { usePart } from "./part-form";

/** What is chosen by the values: the bank, "another bank" once anything else is typed, or nothing. */
function choiceOf(values: Record<string, unknown>): string {
  const code = typeof values.bankId === "string" ? values.bankId : "";
  if (bankOf(code)) return code;
  return code !== "" || values.bankName ? otherBank : "";
}

export function BankFields({ texts }: { texts: BankTexts }) {
  const { values, fields } = usePart();
  const { setValue, getValues, formState } = useFormContext();
  const field = usePartField({ name: "bankId" });
  const [choice, setChoice] = useState(() => choiceOf(values));
  const choose = (picked: string, typedName: string) => {
    const bank = bankOf(picked);
    const isOther = picked === otherBank;
    setChoice(picked);
    const facts = {
      bankId: bank?.code ?? "",
      bankName: bank?.name ?? (isOther ? typedName : ""),
      swiftCode: bank?.swift ?? "",
    };
    for (const [name, value] of Object.entries(facts)) {
      setValue(name, value, { shouldDirty: true, shouldValidate: formState.isSubmitted && !isOther });
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was chosen in the list before the script arrived
  useEffect(() => {
    const before = choiceOf(getValues());
    if (before !== choice) choose(before, "");
  }, []);
  return (
    <>
      {field.isShown ? <BankChoice field={field} choice={choice} texts={texts} onChoose={choose} /> : null}
      {field.isShown && choice === otherBank ? (
        <div className="space-y-6 border-l-4 border-line pl-5">
          <PartTextField name="bankName" autoComplete="off" maxLength={100} />
          <PartTextField
            name="bankId"
            words={fields.bankCode}
            inputMode="numeric"
            autoComplete="off"
            width="sm"
            maxLength={3}
          />
          <PartTextField name="swiftCode" optional autoComplete="off" autoCapitalize="characters" width="md" />
        </div>
      ) : null}
      <PartTextField name="accountNumber" inputMode="numeric" autoComplete="off" width="lg" />
      <PartTextField name="accountName" autoComplete="off" maxLength={255} />
    </>
  );
}
