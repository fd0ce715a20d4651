"use client";

import type { ComponentProps, FocusEvent } from "react";
import { type FieldError, get, useFormContext, useWatch } from "react-hook-form";
import { useIssueText } from "@/components/forms/issue-texts-provider";
import { RadioGroup } from "@/components/forms/radio-group";
import { SelectField } from "@/components/forms/select";
import { TextAreaField } from "@/components/forms/text-area";
import { TextField, type TextInputProps } from "@/components/forms/text-input";
import { Button } from "@/components/ui/button";
import type { KnownAnswers } from "@/lib/domain/suggestions";
import { usePart } from "./part-form";
import type { FieldText } from "./part-form-props";
import type { PartRules } from "./part-rules";
import { useIsShown } from "./part-slice";
import { loadPartRules, usePartRules } from "./use-part-rules";

const noAnswers: KnownAnswers[string] = [];
/** What is known of one answer is offered in so many ways at most. */
const mostOffers = 4;

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

/** What is known of the answer from elsewhere, and which of it stands there now. */
function useKnown(name: string) {
  const { part, known } = usePart();
  const answers = known[name] ?? known[name.replace(/\.\d+\./, ".*.")] ?? noAnswers;
  const typed: unknown = useWatch({ name, disabled: answers.length === 0 });
  const rules = usePartRules();
  const text = typeof typed === "string" ? typed : "";
  const taken = answers.find(({ value }) => (rules ? rules.isSameAnswer(part, name, text, value) : text === value));
  return { answers, taken };
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
  const { answers, taken } = useKnown(name);
  return {
    text,
    isShown,
    offers: answers.filter((answer) => answer !== taken).slice(0, mostOffers),
    chooseOne: texts.chooseOne,
    props: {
      ...register(name),
      label: text.label,
      hint: text.hint,
      error: words.error((get(formState.errors, name) as FieldError | undefined)?.message),
      warning: words.warning(warnings.find((warning) => warning.path === name)),
      optionalText: optional ? texts.optional : undefined,
      note: taken && texts.taken[taken.from],
      before,
      defaultValue: typeof value === "string" ? value : undefined,
    },
  };
}

/** Other answers that are known, each taken over with one press; the focus goes to where it now stands. */
function Offers({ name, offers }: { name: string; offers: KnownAnswers[string] }) {
  const { texts } = usePart();
  const { setValue, setFocus, formState } = useFormContext();
  const take = (value: string) => {
    setValue(name, value, { shouldDirty: true, shouldValidate: formState.isSubmitted });
    setFocus(name);
  };
  return offers.length === 0 ? null : (
    <div className="-ml-4 flex flex-wrap">
      {offers.map(({ value, from }) => (
        <Button key={value} variant="quiet" size="sm" className="text-left wrap-anywhere" onClick={() => take(value)}>
          {texts.take[from].replace("{value}", () => value)}
        </Button>
      ))}
    </div>
  );
}

/** @param written how people write what was typed: said by the rules, once the field is left */
export function PartTextField({
  name,
  optional,
  words,
  written,
  ...input
}: FieldProps &
  Omit<TextInputProps, "name"> & { written?: ((rules: PartRules, typed: string) => string) | undefined }) {
  const { props, isShown, offers } = usePartField({ name, optional, words });
  const { setValue, formState } = useFormContext();
  if (!isShown) return null;
  const onBlur = async (event: FocusEvent<HTMLInputElement>) => {
    const field = event.target;
    const typed = field.value;
    await props.onBlur(event);
    const rules = written ? await loadPartRules() : null;
    const better = (rules && written?.(rules, typed)) ?? typed;
    if (better === typed || field.value !== typed) return;
    setValue(name, better, { shouldDirty: true, shouldValidate: formState.isSubmitted });
  };
  return (
    <div className="space-y-1">
      <TextField {...input} {...props} onBlur={(event) => void onBlur(event)} />
      <Offers name={name} offers={offers} />
    </div>
  );
}

/** A phone number in any spelling, shown in the usual one. */
export function PartPhoneField({ name, autoComplete }: { name: string; autoComplete: string }) {
  return (
    <PartTextField
      name={name}
      type="tel"
      inputMode="tel"
      autoComplete={autoComplete}
      width="md"
      written={({ writtenPhone }, typed) => writtenPhone(typed)}
    />
  );
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
