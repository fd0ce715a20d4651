"use client";

import { useState } from "react";
import { Field } from "@/components/forms/field";
import { TextField, TextInput } from "@/components/forms/text-input";
import { type AccentTones, grounds, readAccent, tonesOf } from "@/lib/domain/accent";
import { saveLook } from "./actions";
import { type FormWords, SettingsForm } from "./settings-form";

export type LookTexts = Record<
  | "name"
  | "nameHint"
  | "accent"
  | "accentHint"
  | "pick"
  | "preview"
  | "light"
  | "dark"
  | "button"
  | "link"
  | "tooLight",
  string
>;

const isColour = (text: string) => /^#[0-9a-f]{6}$/i.test(text.trim());

/** A button and a link in the tones that would be used, on both kinds of paper. */
function Preview({ tones, texts }: { tones: AccentTones; texts: LookTexts }) {
  return (
    <div role="img" aria-label={texts.preview} className="grid gap-3 sm:grid-cols-2">
      {(["light", "dark"] as const).map((scheme) => {
        const { fill, ink } = tones[scheme];
        const { card, text } = grounds[scheme];
        return (
          <div
            key={scheme}
            className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border border-line p-4"
            style={{ background: card, color: text }}
          >
            <span className="w-full text-sm">{texts[scheme]}</span>
            <span className="rounded-control px-4 py-2 font-semibold" style={{ background: fill, color: ink }}>
              {texts.button}
            </span>
            <span className="underline" style={{ color: fill }}>
              {texts.link}
            </span>
          </div>
        );
      })}
    </div>
  );
}

function AccentField({ start, error, texts }: { start: string; error: string | undefined; texts: LookTexts }) {
  const [typed, setTyped] = useState(start);
  const colour = typed.trim().toLowerCase();
  const reading = isColour(colour) ? readAccent(colour) : null;
  const warning = reading && !reading.ok ? texts.tooLight.replace("{nearest}", reading.nearest) : undefined;
  return (
    <div className="space-y-3">
      <Field
        name="accent"
        label={texts.accent}
        hint={texts.accentHint}
        error={error}
        warning={error ? undefined : warning}
      >
        {(control) => (
          <div className="flex gap-3">
            <TextInput
              {...control}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              placeholder="#0b6b5d"
              width="sm"
              autoComplete="off"
              spellCheck={false}
            />
            <input
              type="color"
              aria-label={texts.pick}
              value={isColour(colour) ? colour : "#0b6b5d"}
              onChange={(event) => setTyped(event.target.value)}
              className="h-12 w-14 rounded-control border border-edge bg-card p-1"
            />
          </div>
        )}
      </Field>
      <Preview tones={tonesOf(colour)} texts={texts} />
    </div>
  );
}

/** Name and colour of the partner. */
export function LookForm({
  set,
  fallback,
  texts,
  words,
  errors,
}: {
  set: { name: string; accent: string };
  /** The name that applies while none is set. */
  fallback: string;
  texts: LookTexts;
  words: FormWords;
  errors: Record<string, string>;
}) {
  const labels = { name: texts.name, accent: texts.accent };
  return (
    <SettingsForm action={saveLook} set={set} labels={labels} words={words} errors={errors}>
      {(field) => (
        <>
          <TextField
            {...field("name")}
            label={texts.name}
            hint={texts.nameHint}
            placeholder={fallback}
            maxLength={60}
            width="lg"
          />
          <AccentField start={field("accent").defaultValue} error={field("accent").error} texts={texts} />
        </>
      )}
    </SettingsForm>
  );
}
