"use client";

import { Checkbox } from "@/components/forms/checkbox";
import { TextField } from "@/components/forms/text-input";
import { saveWork } from "./actions";
import { type FormWords, SettingsForm } from "./settings-form";

type Texts = Record<
  "reminderHours" | "reminderHint" | "fourEyes" | "fourEyesHint" | "autoAssign" | "autoAssignHint",
  string
>;

/** How the staff works. */
export function WorkForm({
  set,
  texts,
  words,
  errors,
}: {
  set: { reminderHours: string; fourEyes: string; autoAssign: string };
  texts: Texts;
  words: FormWords;
  errors: Record<string, string>;
}) {
  return (
    <SettingsForm action={saveWork} set={set} labels={texts} words={words} errors={errors}>
      {(field) => (
        <>
          <TextField
            {...field("reminderHours")}
            label={texts.reminderHours}
            hint={texts.reminderHint}
            inputMode="numeric"
            autoComplete="off"
            width="md"
          />
          {(["fourEyes", "autoAssign"] as const).map((name) => (
            <Checkbox
              key={name}
              name={name}
              label={texts[name]}
              hint={texts[`${name}Hint`]}
              defaultChecked={field(name).defaultValue === "on"}
            />
          ))}
        </>
      )}
    </SettingsForm>
  );
}
