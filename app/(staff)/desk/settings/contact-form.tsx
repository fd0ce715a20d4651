"use client";

import "@/components/forms/no-eval";
import { SelectField } from "@/components/forms/select";
import { TextField } from "@/components/forms/text-input";
import { languageChoices } from "@/lib/domain/settings-form";
import { saveContact } from "./actions";
import { type FormWords, SettingsForm } from "./settings-form";

type Texts = Record<
  "supportEmail" | "supportEmailHint" | "supportPhone" | "supportPhoneHint" | "languages" | "languagesHint",
  string
>;

/** Whom merchants ask, and in which languages the portal speaks. */
export function ContactForm({
  set,
  fallback,
  texts,
  choices,
  words,
  errors,
}: {
  /** The address that applies while none is set. */
  fallback: string;
  set: { supportEmail: string; supportPhone: string; languages: string };
  texts: Texts;
  choices: Record<(typeof languageChoices)[number], string>;
  words: FormWords;
  errors: Record<string, string>;
}) {
  return (
    <SettingsForm action={saveContact} set={set} labels={texts} words={words} errors={errors}>
      {(field) => (
        <>
          <TextField
            {...field("supportEmail")}
            type="email"
            label={texts.supportEmail}
            hint={texts.supportEmailHint}
            placeholder={fallback}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            width="lg"
          />
          <TextField
            {...field("supportPhone")}
            type="tel"
            label={texts.supportPhone}
            hint={texts.supportPhoneHint}
            autoComplete="off"
            width="lg"
          />
          <SelectField
            {...field("languages")}
            label={texts.languages}
            hint={texts.languagesHint}
            options={languageChoices.map((value) => ({ value, label: choices[value] }))}
          />
        </>
      )}
    </SettingsForm>
  );
}
