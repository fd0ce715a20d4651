"use client";

import { TextField } from "../forms/text-input";
import { Disclosure } from "../ui/disclosure";
import { type DeedAction, DeedForm } from "./deed-form";

export type OwnViewTexts = Record<
  "save" | "name" | "nameHint" | "keep" | "kept" | "own" | "rename" | "renamed" | "drop" | "dropped" | "working",
  string
>;

/** Keeps what the list shows under a name; or, where that is kept already, gives it another name or takes it away. */
export function OwnView({
  query,
  savedAs,
  keep,
  rename,
  drop,
  texts,
  errors,
}: {
  query: string;
  savedAs: { id: string; name: string } | null;
  keep: DeedAction;
  rename: DeedAction;
  drop: DeedAction;
  texts: OwnViewTexts;
  errors: Record<string, string>;
}) {
  const shared = { pendingText: texts.working, errors };
  const name = (value: string, hint?: string) => (
    <TextField
      name="name"
      label={texts.name}
      hint={hint}
      defaultValue={value}
      maxLength={40}
      width="lg"
      autoComplete="off"
    />
  );
  if (!savedAs) {
    return (
      <Disclosure title={texts.save}>
        <DeedForm {...shared} key={query} action={keep} values={{ query }} label={texts.keep} done={texts.kept}>
          {name("", texts.nameHint)}
        </DeedForm>
      </Disclosure>
    );
  }
  const values = { viewId: savedAs.id };
  return (
    <Disclosure title={texts.own.replace("{name}", savedAs.name)}>
      <DeedForm
        {...shared}
        key={savedAs.name}
        action={rename}
        values={values}
        label={texts.rename}
        done={texts.renamed}
      >
        {name(savedAs.name)}
      </DeedForm>
      <DeedForm {...shared} action={drop} values={values} label={texts.drop} done={texts.dropped} variant="danger" />
    </Disclosure>
  );
}
