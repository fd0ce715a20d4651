"use client";

import { TextField } from "@/components/forms/text-input";
import { savePrivacy } from "./actions";
import { type FormWords, SettingsForm } from "./settings-form";

const fields = ["draftDays", "refusedDays", "warnDays", "fileDays"] as const;
type Name = (typeof fields)[number];

/** How long data is kept, in days. */
export function PrivacyForm({
  set,
  texts,
  hints,
  words,
  errors,
}: {
  set: Record<Name, string>;
  texts: Record<Name, string>;
  hints: Record<Name, string>;
  words: FormWords;
  errors: Record<string, string>;
}) {
  return (
    <SettingsForm action={savePrivacy} set={set} labels={texts} words={words} errors={errors}>
      {(field) =>
        fields.map((name) => (
          <TextField
            key={name}
            {...field(name)}
            label={texts[name]}
            hint={hints[name]}
            inputMode="numeric"
            autoComplete="off"
            width="sm"
          />
        ))
      }
    </SettingsForm>
  );
}
