"use client";

import type { ReasonCode } from "@/lib/domain/reasons";
import { Checkbox } from "../forms/checkbox";
import { FieldFaults, fieldId } from "../forms/field";
import { TextAreaField } from "../forms/text-area";
import { useCase } from "./case-context";
import type { Returnable, ReturnDraft } from "./case-return";

/** One section in the form that gives sections back: chosen, its reasons, and the words to the merchant. */
export function ReturnPart({
  section: { type, name, notes, reasons },
  draft,
  hint,
  maxNoteLength,
  faultOf,
  onChange,
}: {
  section: Returnable;
  draft: ReturnDraft;
  hint: string;
  maxNoteLength: number;
  faultOf: (field: "reasons" | "note") => string | undefined;
  onChange: (draft: ReturnDraft) => void;
}) {
  const { texts } = useCase();
  const { isChosen } = draft;
  const reasonsName = `return-${type}-reasons`;
  const reasonsId = fieldId(reasonsName);
  const fault = faultOf("reasons");
  const tick = (code: ReasonCode, isTicked: boolean) =>
    onChange({
      ...draft,
      reasons: isTicked ? [...draft.reasons, code] : draft.reasons.filter((one) => one !== code),
    });
  return (
    <div className="py-2">
      <Checkbox
        name={`return-${type}`}
        label={<span className="font-semibold">{name}</span>}
        checked={isChosen}
        onChange={(event) => onChange({ ...draft, isChosen: event.target.checked })}
      />
      {isChosen ? (
        <div className="space-y-4 pb-3 sm:pl-8.5">
          {notes.length > 0 ? (
            <ul className="space-y-1 border-l-3 border-bad pl-3.5 text-[0.9375rem]">
              {notes.map((note) => (
                <li key={note} className="break-words">
                  {note}
                </li>
              ))}
            </ul>
          ) : null}
          <fieldset aria-describedby={fault ? `${reasonsId}-error` : undefined}>
            <legend className="font-semibold">{texts.reasonsLabel}</legend>
            <FieldFaults id={reasonsId} error={fault} />
            <div className="grid gap-x-6 sm:grid-cols-2">
              {reasons.map(({ code, title }, index) => (
                <label key={code} className="flex min-h-11 items-center gap-3 py-1.5 text-[0.9375rem]">
                  <input
                    type="checkbox"
                    id={index === 0 ? reasonsId : undefined}
                    checked={draft.reasons.includes(code)}
                    aria-invalid={fault ? true : undefined}
                    onChange={(event) => tick(code, event.target.checked)}
                    className="size-5 shrink-0 accent-[var(--accent-fill)]"
                  />
                  <span className="min-w-0">{title}</span>
                </label>
              ))}
            </div>
          </fieldset>
          <TextAreaField
            name={`return-${type}-note`}
            label={texts.noteLabel}
            hint={hint}
            error={faultOf("note")}
            rows={3}
            maxLength={maxNoteLength}
            value={draft.note}
            onChange={(event) => onChange({ ...draft, note: event.target.value })}
          />
        </div>
      ) : null}
    </div>
  );
}
