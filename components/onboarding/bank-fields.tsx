"use client";

import { type ChangeEvent, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { SelectField } from "@/components/forms/select";
import { Button } from "@/components/ui/button";
import { bankOf, banks } from "@/lib/domain/banks";
import { PartTextField, usePartField } from "./part-fields";
import { usePart } from "./part-form";
import { useIsShown } from "./part-slice";

/** `{name}` in `use` is filled with a name that the account may be in. */
export type BankTexts = Record<"other" | "use", string>;

const otherBank = "other";
const byName = [...banks].sort((a, b) => a.name.localeCompare(b.name, "id"));

/** What the list shows for a stored code: the bank, "another bank" once anything else is typed, or nothing. */
function choiceOf(values: Record<string, unknown>): string {
  const code = typeof values.bankId === "string" ? values.bankId : "";
  if (bankOf(code)) return code;
  return code !== "" || values.bankName ? otherBank : "";
}

export function BankFields({ texts, accountNames }: { texts: BankTexts; accountNames: readonly string[] }) {
  const { values, fields } = usePart();
  const { setValue, formState } = useFormContext();
  const accountName: unknown = useWatch({ name: "accountName" });
  const { props, chooseOne, isShown: isBankShown } = usePartField({ name: "bankId" });
  const isShown = useIsShown();
  const [choice, setChoice] = useState(() => choiceOf(values));
  const change = (event: ChangeEvent<HTMLSelectElement>) => {
    const picked = event.target.value;
    const bank = bankOf(picked);
    setChoice(picked);
    const facts = { bankId: bank?.code ?? "", bankName: bank?.name ?? "", swiftCode: bank?.swift ?? "" };
    for (const [name, value] of Object.entries(facts)) {
      setValue(name, value, { shouldDirty: true, shouldValidate: formState.isSubmitted && picked !== otherBank });
    }
  };
  const options = [
    ...byName.map(({ code, name }) => ({ value: code, label: name })),
    { value: otherBank, label: texts.other },
  ];
  const isOther = choice === otherBank;
  return (
    <>
      {isBankShown ? (
        <SelectField
          name={isOther ? "bankChoice" : "bankId"}
          label={props.label}
          hint={props.hint}
          error={isOther ? undefined : props.error}
          before={props.before}
          emptyText={chooseOne}
          options={options}
          value={choice}
          onChange={change}
        />
      ) : null}
      {isBankShown && isOther ? (
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
      {isShown("accountName") ? (
        <div className="space-y-1">
          <PartTextField name="accountName" autoComplete="off" maxLength={255} />
          <div className="-ml-4 flex flex-wrap">
            {accountNames
              .filter((name) => name !== accountName)
              .map((name) => (
                <Button
                  key={name}
                  variant="quiet"
                  size="sm"
                  className="text-left"
                  onClick={() =>
                    setValue("accountName", name, { shouldDirty: true, shouldValidate: formState.isSubmitted })
                  }
                >
                  {texts.use.replace("{name}", name)}
                </Button>
              ))}
          </div>
        </div>
      ) : null}
    </>
  );
}
