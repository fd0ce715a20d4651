"use client";

import type { ComponentProps } from "react";
import { type FieldError, get, useFormContext, useWatch } from "react-hook-form";
import { useIssueText } from "@/components/forms/issue-texts-provider";
import { RadioGroup } from "@/components/forms/radio-group";
import { SelectField } from "@/components/forms/select";
import { TextAreaField } from "@/components/forms/text-area";
import { TextField, type TextInputProps } from "@/components/forms/text-input";
import { type FieldText, usePart } from "./part-form";
import { useIsShown } from "./part-slice";
import { usePartRules } from "./use-part-rules";

type FieldProps = {
  /** The path in the form, such as `contacts.0.name`; its last word finds the texts. */
  name: string;
  optional?: boolean | undefined;
  /** Words of its own instead of those found by the name. */
  words?: FieldText | undefined;
};

/** What DOKU has in the field, in words, while something else is typed. */
function useBefore(name: string, words: FieldText): string | undefined {
  const { part, before } = usePart();
  const sent = before?.answers[name];
  const typed: unknown = useWatch({ name, disabled: !sent });
  const rules = usePartRules();
  if (!before || !sent) return undefined;
  const text = typeof typed === "string" ? typed : "";
  if (rules ? rules.isSameAnswer(part, name, text, sent.value) : sent.isSame) return undefined;
  return before.label.replace("{value}", () => words.options?.[sent.value] ?? sent.text);
}

/** Everything that one field of the part needs: wiring, words, faults and the value for the page before its script. */
export function usePartField({ name, optional, words: own }: FieldProps) {
  const { fields, texts, values, warnings } = usePart();
  const { register, formState } = useFormContext();
  const words = useIssueText();
  const text: FieldText = own ?? fields[name.split(".").at(-1) ?? name] ?? { label: name };
  const value: unknown = get(values, name);
  const isShown = useIsShown()(name);
  const before = useBefore(name, text);
  return {
    text,
    isShown,
    chooseOne: texts.chooseOne,
    props: {
      ...register(name),
      label: text.label,
      hint: text.hint,
      error: words.error((get(formState.errors, name) as FieldError | undefined)?.message),
      warning: words.warning(warnings.find((warning) => warning.path === name)),
      optionalText: optional ? texts.optional : undefined,
      before,
      defaultValue: typeof value === "string" ? value : undefined,
    },
  };
}

export function PartTextField({ name, optional, words, ...input }: FieldProps & Omit<TextInputProps, "name">) {
  const { props, isShown } = usePartField({ name, optional, words });
  return isShown ? <TextField {...input} {...props} /> : null;
}

export function PartTextArea({ name, optional, ...area }: FieldProps & Omit<ComponentProps<"textarea">, "name">) {
  const { props, isShown } = usePartField({ name, optional });
  return isShown ? <TextAreaField {...area} {...props} /> : null;
}

/** Options in the order of `values`, worded by the part's texts. */
function optionsOf(text: FieldText, values: readonly string[]) {
  return values.map((value) => ({ value, label: text.options?.[value] ?? value, hint: text.optionHints?.[value] }));
}

export function PartSelect({ name, optional, values }: FieldProps & { values: readonly string[] }) {
  const { props, text, chooseOne, isShown } = usePartField({ name, optional });
  if (!isShown) return null;
  const options = optionsOf(text, values).map(({ value, label }) => ({ value, label }));
  return <SelectField {...props} emptyText={chooseOne} options={options} />;
}

export function PartRadios({ name, values, columns }: FieldProps & { values: readonly string[]; columns?: 1 | 2 }) {
  const { props, text, isShown } = usePartField({ name });
  if (!isShown) return null;
  const { label, ...rest } = props;
  return <RadioGroup {...rest} legend={label} columns={columns} options={optionsOf(text, values)} />;
}
