"use client";

import { useState } from "react";
import { useIssueText } from "@/components/forms/issue-texts-provider";
import { TextField } from "@/components/forms/text-input";
import { Elsewhere } from "@/components/onboarding/elsewhere";
import { filled } from "@/components/ui/filled";
import type { FieldIssue } from "@/lib/domain/results";
import { isSameSlotValue } from "@/lib/domain/same-slot-value";
import { type UploadTexts, useUploads } from "./uploads-provider";
import { useSlotValues, valueName, valuesPlace } from "./use-slot-values";

export type ValueField = {
  code: string;
  label: string;
  hint?: string | undefined;
  optionalText?: string | undefined;
  isNumeric: boolean;
  /** As typed, valid or not. */
  value: string;
  /** What DOKU has, while that is being corrected; said while it differs. */
  sent?: string | undefined;
};
/** By form code: what is wrong with a value, what is only odd, and what it says itself (whose card a NIK is). */
export type AboutValues = { issues: FieldIssue[]; warnings: FieldIssue[]; notes: Record<string, string> };

const nikCode = "NO_KTP";

/** A finger that leaves a field for a button is up again by then: what comes in above would take the button away from under it. */
const afterTapMs = 300;

const stateTextOf = { saving: "valueSaving", saved: "valueSaved", failed: "valueNotSaved" } as const satisfies Record<
  string,
  keyof UploadTexts
>;

/** Values typed beside a file: kept while one types, checked by the server when the field is left. */
export function SlotValues({
  slotId,
  fields,
  about,
}: {
  slotId: string;
  fields: ValueField[];
  /** Of the values as the page was made. */
  about: AboutValues;
}) {
  const { texts } = useUploads();
  const words = useIssueText();
  const opened = Object.fromEntries(fields.map(({ code, value }) => [code, value]));
  const { start, shown, said, state, elsewhere, type, leave } = useSlotValues(slotId, opened, about);
  /** Faults are said once a field was left, not while it is being typed for the first time. */
  const [left, setLeft] = useState<ReadonlySet<string>>(
    new Set(fields.map(({ code }) => code).filter((code) => start[code])),
  );

  // The page's own words for what it came with: it may come again, in another language.
  const noteOn = (code: string, fromServer: string) =>
    (shown[code] === fromServer ? about.notes[code] : said.notes[code]) ?? "";
  const isTrouble = state.kind === "failed" || state.kind === "refused";
  const stateText =
    state.kind === "refused" ? words.error(state.error) : state.kind === "idle" ? null : texts[stateTextOf[state.kind]];
  return (
    <div id={valuesPlace(slotId)} className="space-y-3 border-t border-line pt-4">
      <Elsewhere
        paths={elsewhere}
        fields={Object.fromEntries(fields.map(({ code, label }) => [code, { label }]))}
        texts={texts}
      />
      {fields.map(({ code, label, hint, optionalText, isNumeric, value, sent }) => (
        <TextField
          key={code}
          name={valueName(slotId, code)}
          label={label}
          hint={hint}
          optionalText={optionalText}
          defaultValue={start[code] ?? ""}
          inputMode={isNumeric ? "numeric" : "text"}
          autoComplete="off"
          spellCheck={false}
          width="lg"
          maxLength={255}
          error={left.has(code) ? words.error(said.issues.find(({ path }) => path === code)) : undefined}
          warning={left.has(code) ? words.warning(said.warnings.find(({ path }) => path === code)) : undefined}
          note={code === nikCode ? noteOn(code, value) : undefined}
          before={
            sent && !isSameSlotValue(isNumeric, shown[code] ?? "", sent)
              ? filled(texts.before, { value: sent })
              : undefined
          }
          onChange={(event) => type(code, event.target.value)}
          onBlur={() => {
            setTimeout(() => setLeft((before) => new Set([...before, code])), afterTapMs);
            leave();
          }}
        />
      ))}
      <p
        role={isTrouble ? "status" : undefined}
        data-save-state={state.kind}
        className={`min-h-5 text-sm ${isTrouble ? "text-wait" : "text-soft"}`}
      >
        {stateText}
      </p>
    </div>
  );
}
