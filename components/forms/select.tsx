"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { classes } from "../ui/classes";
import { Field, type FieldTexts } from "./field";
import { controlLook } from "./text-input";

export type Option = { value: string; label: string };

export type SelectProps = Omit<ComponentProps<"select">, "children"> & {
  options: readonly Option[];
  /** First entry, with an empty value: "Choose one". */
  emptyText?: string | undefined;
};

/**
 * The browser's own list, which phones show best. Most pages want `SelectField`. On the client's side of React, so that a page
 * has its options as plain words and not as elements: the queue has a hundred of them.
 */
export function Select({ options, emptyText, className, ...rest }: SelectProps) {
  return (
    <span className="relative block">
      <select {...rest} className={classes(controlLook, "h-12 appearance-none pr-10 text-ellipsis", className)}>
        {emptyText === undefined ? null : <option value="">{emptyText}</option>}
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden="true"
        size={18}
        className="pointer-events-none absolute top-1/2 right-3.5 -translate-y-1/2 text-soft"
      />
    </span>
  );
}

/** Label, texts and a list to choose from. */
export function SelectField({
  label,
  hint,
  error,
  warning,
  optionalText,
  before,
  name,
  ...select
}: FieldTexts & SelectProps & { name: string }) {
  return (
    <Field {...{ name, label, hint, error, warning, optionalText, before }}>
      {(control) => <Select {...select} {...control} />}
    </Field>
  );
}
