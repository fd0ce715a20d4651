"use client";

import { unstable_isUnrecognizedActionError } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useIssueText } from "@/components/forms/issue-texts-provider";
import { TextField } from "@/components/forms/text-input";
import { typedInside } from "@/components/forms/typed-before";
import { createAutosave, type SaveOutcome, type SaveState } from "@/components/onboarding/autosave";
import { keepDraft } from "@/components/onboarding/draft-door";
import { filled } from "@/components/ui/filled";
import type { FieldIssue } from "@/lib/domain/results";
import { isSameSlotValue } from "@/lib/domain/same-slot-value";
import { paths } from "@/lib/paths";
import { recall, registerFlush, remember } from "./pending-values";
import { useUploads } from "./uploads-provider";

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

const placeOf = (slotId: string) => `values-${slotId}`;

/** What was typed before the script arrived, by form code. */
function typedByCode(slotId: string, fields: readonly ValueField[]): Record<string, string> {
  const typed = typedInside(placeOf(slotId));
  return Object.fromEntries(
    fields.flatMap(({ code }) => {
      const value = typed[`${slotId}.${code}`];
      return value === undefined ? [] : [[code, value]];
    }),
  );
}

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
  const { texts, scope, onBehalf, saveValues } = useUploads();
  const words = useIssueText();
  const slot = `${scope}/${slotId}`;
  const [fromPage] = useState(() => Object.fromEntries(fields.map(({ code, value }) => [code, value])));
  const [start] = useState(() => ({ ...recall(slot, fromPage), ...typedByCode(slotId, fields) }));
  const typed = useRef(start);
  const [shown, setShown] = useState(start);
  const kept = useRef(JSON.stringify(fromPage));
  const autosave = useRef<ReturnType<typeof createAutosave> | null>(null);
  const [state, setState] = useState<SaveState>({ kind: "idle" });
  const [{ issues, warnings, notes }, setAbout] = useState(about);
  /** Faults are said once a field was left, not while it is being typed for the first time. */
  const [left, setLeft] = useState<ReadonlySet<string>>(
    new Set(fields.map(({ code }) => code).filter((code) => start[code])),
  );

  useEffect(() => {
    async function send(text: string): Promise<SaveOutcome> {
      try {
        const answer = await saveValues({
          applicationId: scope,
          slotId,
          values: JSON.parse(text) as Record<string, string>,
        });
        if (!answer.ok) return { kind: "refused", error: answer.error };
        // What a number says is only said of the one that stands there.
        const isNow = JSON.stringify(typed.current) === text;
        setAbout(isNow ? answer.data : { ...answer.data, notes: {} });
        kept.current = text;
        return { kind: "saved" };
      } catch (error) {
        // A new version of the portal knows this action no more; the door of the drafts stays where it is.
        if (onBehalf || !unstable_isUnrecognizedActionError(error)) return { kind: "failed" };
        const values = { [slotId]: JSON.parse(text) as Record<string, string> };
        const outcome = await keepDraft(paths.drafts, { part: "slots", values, base: {} });
        if (outcome.kind === "saved") kept.current = text;
        return outcome;
      }
    }
    const body = () => JSON.stringify(typed.current);
    const isUnsaved = body() !== kept.current;
    const own = createAutosave({ body, send, onState: setState, isUnsaved });
    autosave.current = own;
    if (isUnsaved) own.changed();
    const unregister = registerFlush(async () => {
      await own.settle();
      const text = JSON.stringify(typed.current);
      if (text !== kept.current) setState(await send(text));
      own.resume();
    });
    const flushWhenHidden = () => {
      if (document.visibilityState === "hidden") own.flush();
    };
    document.addEventListener("visibilitychange", flushWhenHidden);
    window.addEventListener("online", own.flush);
    return () => {
      unregister();
      document.removeEventListener("visibilitychange", flushWhenHidden);
      window.removeEventListener("online", own.flush);
      own.flush();
    };
  }, [slotId, saveValues, scope, onBehalf]);

  // The page's own words for what it came with: it may come again, in another language.
  const noteOn = (code: string, fromServer: string) =>
    (shown[code] === fromServer ? about.notes[code] : notes[code]) ?? "";
  const stateText =
    state.kind === "saving"
      ? texts.valueSaving
      : state.kind === "saved"
        ? texts.valueSaved
        : state.kind === "failed"
          ? texts.valueNotSaved
          : state.kind === "refused"
            ? words.error(state.error)
            : null;
  return (
    <div id={placeOf(slotId)} className="space-y-3 border-t border-line pt-4">
      {fields.map(({ code, label, hint, optionalText, isNumeric, value, sent }) => (
        <TextField
          key={code}
          name={`${slotId}.${code}`}
          label={label}
          hint={hint}
          optionalText={optionalText}
          defaultValue={start[code] ?? ""}
          inputMode={isNumeric ? "numeric" : "text"}
          autoComplete="off"
          spellCheck={false}
          width="lg"
          maxLength={255}
          error={left.has(code) ? words.error(issues.find(({ path }) => path === code)) : undefined}
          warning={left.has(code) ? words.warning(warnings.find(({ path }) => path === code)) : undefined}
          note={code === nikCode ? noteOn(code, value) : undefined}
          before={
            sent && !isSameSlotValue(isNumeric, shown[code] ?? "", sent)
              ? filled(texts.before, { value: sent })
              : undefined
          }
          onChange={(event) => {
            typed.current = { ...typed.current, [code]: event.target.value };
            setShown(typed.current);
            setAbout((before) => ({ ...before, notes: {} }));
            remember(slot, fromPage, typed.current);
            autosave.current?.changed();
          }}
          onBlur={() => {
            setLeft((before) => new Set([...before, code]));
            autosave.current?.flush();
          }}
        />
      ))}
      <p
        role={state.kind === "failed" || state.kind === "refused" ? "status" : undefined}
        data-save-state={state.kind}
        className={`min-h-5 text-sm ${state.kind === "failed" || state.kind === "refused" ? "text-wait" : "text-soft"}`}
      >
        {stateText}
      </p>
    </div>
  );
}
