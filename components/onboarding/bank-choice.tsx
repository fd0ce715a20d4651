"use client";

import { useState, useSyncExternalStore } from "react";
import { type Choice, ComboboxField } from "@/components/forms/combobox";
import { fieldId } from "@/components/forms/field";
import { SelectField } from "@/components/forms/select";
import { type Bank, bankOf, findBanks } from "@/lib/domain/banks";
import type { usePartField } from "./part-fields";

/** `{name}` in `otherNamed` is filled with what was typed, `{count}` in `results` with how many banks were found. */
export type BankTexts = Record<"other" | "otherNamed" | "results", string>;

export const otherBank = "other";

/** Whether the list may give way to the search: the script is there, and nobody is just choosing in the list. */
function useIsSearchable(selectId: string): boolean {
  return useSyncExternalStore(
    (look) => {
      document.addEventListener("focusout", look);
      return () => document.removeEventListener("focusout", look);
    },
    () => !(document.activeElement instanceof HTMLSelectElement && document.activeElement.id === selectId),
    () => false,
  );
}

/** The bank that somebody means who leaves the field with this in it; undefined when several would fit, or none. */
function meantBy(query: string, found: readonly Bank[]): Bank | undefined {
  const isNamed = ({ name, fullName, code }: Bank) =>
    [name, fullName, code].some((one) => one.toLowerCase() === query.toLowerCase());
  return found.length === 1 ? found[0] : found.find(isNamed);
}

/** The bank as a list before the script arrives, and found by typing its name or code from then on. */
export function BankChoice({
  field: { props, chooseOne },
  choice,
  texts,
  onChoose,
}: {
  field: ReturnType<typeof usePartField>;
  /** The code of a bank, `other`, or nothing. */
  choice: string;
  texts: BankTexts;
  /** With the name that was typed for a bank that is not in the list. */
  onChoose: (choice: string, typedName: string) => void;
}) {
  const isOther = choice === otherBank;
  const shared = {
    name: isOther ? "bankChoice" : "bankId",
    label: props.label,
    hint: props.hint,
    error: isOther ? undefined : props.error,
    before: props.before,
  };
  const isSearchable = useIsSearchable(fieldId(shared.name));
  const [text, setText] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  if (!isSearchable) {
    const options = findBanks("").map(({ code, name }) => ({ value: code, label: name }));
    return (
      <SelectField
        {...shared}
        emptyText={chooseOne}
        options={[...options, { value: otherBank, label: texts.other }]}
        value={choice}
        onChange={(event) => onChoose(event.target.value, "")}
      />
    );
  }
  const query = text?.trim() ?? "";
  const found = findBanks(query);
  const choices: Choice[] = [
    ...found.map(({ code, name, fullName }) => ({
      value: code,
      label: name,
      note: name.includes(fullName) ? undefined : fullName,
    })),
    { value: otherBank, label: query === "" ? texts.other : texts.otherNamed.replace("{name}", () => query) },
  ];
  const take = (picked: string) => {
    setText(null);
    setIsOpen(false);
    onChoose(picked, query);
  };
  const leave = () => {
    setIsOpen(false);
    if (text === null) return;
    const meant = meantBy(query, found);
    if (query === "" || meant) take(meant?.code ?? "");
    else if (found.length === 0) take(otherBank);
    // Several would fit: the question stays open, with what was typed.
    else onChoose("", "");
  };
  return (
    <ComboboxField
      {...shared}
      isSelect
      chosen={text === null ? choice : undefined}
      listLabel={props.label}
      placeholder={chooseOne}
      value={text ?? bankOf(choice)?.name ?? (isOther ? texts.other : "")}
      choices={isOpen ? choices : []}
      status={isOpen ? texts.results.replace("{count}", String(found.length)) : ""}
      onOpen={() => setIsOpen(true)}
      onClose={() => setIsOpen(false)}
      onFocus={(event) => event.target.select()}
      onChange={(event) => {
        setText(event.target.value);
        setIsOpen(true);
      }}
      onBlur={leave}
      onChoose={({ value }) => take(value)}
    />
  );
}
