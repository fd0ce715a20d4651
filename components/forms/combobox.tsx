"use client";

import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from "react";
import { classes } from "../ui/classes";
import { Field, type FieldTexts } from "./field";
import { TextInput, type TextInputProps } from "./text-input";

/** `note` stands quietly behind the label. */
export type Choice = { value: string; label: string; note?: string | undefined };

/**
 * A line of text with a list to choose from below it, after the ARIA pattern "combobox with list autocomplete": the focus
 * stays in the line, arrows walk through the list, Enter takes an entry, Escape closes it. What is in the list is the page's
 * business; an empty list is closed.
 */
export function ComboboxField({
  label,
  hint,
  error,
  warning,
  optionalText,
  note,
  before,
  name,
  choices,
  isSelect = false,
  chosen,
  listLabel,
  status,
  isStatusShown = false,
  onChoose,
  onOpen,
  onClose,
  footer,
  ...input
}: FieldTexts &
  Omit<TextInputProps, "name"> & {
    name: string;
    choices: readonly Choice[];
    /** Looks and opens like a list of fixed answers, and Enter takes the first that fits; otherwise free text counts too. */
    isSelect?: boolean | undefined;
    /** The entry that is chosen now: walking begins there. */
    chosen?: string | undefined;
    /** What the list is called by a screen reader. */
    listLabel: string;
    /** How the search is going, spoken without taking the focus. */
    status: string;
    /** Whether it is seen as well; a list that opens at once says enough to the eye. */
    isStatusShown?: boolean | undefined;
    onChoose: (choice: Choice) => void;
    onOpen?: (() => void) | undefined;
    onClose: () => void;
    /** Below the list while it is open. */
    footer?: ReactNode;
  }) {
  const listId = useId();
  const [walked, setWalked] = useState<number | null>(null);
  const isOpen = choices.length > 0;
  const start = isSelect
    ? Math.max(
        0,
        choices.findIndex(({ value }) => value === chosen),
      )
    : -1;
  const active = isOpen ? Math.min(walked ?? start, choices.length - 1) : -1;
  const optionId = (index: number) => `${listId}-${index}`;
  useEffect(() => {
    if (active >= 0) document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [listId, active]);

  const choose = (choice: Choice) => {
    setWalked(null);
    onChoose(choice);
  };
  const walk = (step: 1 | -1) => {
    if (!isOpen) return onOpen?.();
    setWalked(active < 0 && step < 0 ? choices.length - 1 : (active + step + choices.length) % choices.length);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = choices[active];
    if (event.key === "ArrowDown") walk(1);
    else if (event.key === "ArrowUp") walk(-1);
    else if (event.key === "Enter" && chosen) choose(chosen);
    else if (event.key === "Escape" && isOpen) onClose();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <Field {...{ name, label, hint, error, warning, optionalText, note, before }} className="relative">
        {(control) => (
          <>
            <span className="relative block">
              <TextInput
                {...input}
                {...control}
                role="combobox"
                aria-expanded={isOpen}
                aria-controls={isOpen ? listId : undefined}
                aria-autocomplete="list"
                aria-activedescendant={active >= 0 ? optionId(active) : undefined}
                autoComplete="off"
                spellCheck={false}
                className={isSelect ? "pr-10 text-ellipsis" : undefined}
                onClick={isSelect ? onOpen : undefined}
                onChange={(event) => {
                  setWalked(null);
                  input.onChange?.(event);
                }}
                onKeyDown={onKeyDown}
                onBlur={(event) => {
                  setWalked(null);
                  input.onBlur?.(event);
                }}
              />
              {isSelect ? (
                <ChevronDown
                  aria-hidden="true"
                  size={18}
                  className="pointer-events-none absolute top-1/2 right-3.5 -translate-y-1/2 text-soft"
                />
              ) : null}
            </span>
            {isOpen || (isStatusShown && status !== "") ? (
              // Over what follows: in its way it would take a button from under the finger when it closes.
              <div className="absolute inset-x-0 top-full z-10 mt-1.5 overflow-hidden rounded-control border border-edge bg-card shadow-lg">
                {isStatusShown ? (
                  <p aria-hidden="true" className="px-4 py-2 text-sm text-soft">
                    {status}
                  </p>
                ) : null}
                {isOpen ? <Choices {...{ listId, listLabel, choices, active, optionId }} onChoose={choose} /> : null}
                {isOpen ? footer : null}
              </div>
            ) : null}
          </>
        )}
      </Field>
      <p role="status" className="sr-only">
        {status}
      </p>
    </>
  );
}

function Choices({
  listId,
  listLabel,
  choices,
  active,
  optionId,
  onChoose,
}: {
  listId: string;
  listLabel: string;
  choices: readonly Choice[];
  active: number;
  optionId: (index: number) => string;
  onChoose: (choice: Choice) => void;
}) {
  return (
    <div id={listId} role="listbox" aria-label={listLabel} className="max-h-80 divide-y divide-line overflow-y-auto">
      {choices.map((choice, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the line of text, which keeps the focus
        <div
          key={choice.value}
          id={optionId(index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(choice)}
          className={classes(
            "min-h-11 cursor-pointer px-4 py-2.5",
            index === active ? "bg-accent-soft" : "hover:bg-hover",
          )}
        >
          {choice.label}
          {choice.note ? <span className="text-soft"> {choice.note}</span> : null}
        </div>
      ))}
    </div>
  );
}
