"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { get, set, type UseFormReturn } from "react-hook-form";
import { differences, isSameValue } from "@/lib/domain/merge-answers";
import type { DraftPartName } from "@/lib/domain/part-input";
import { watchAround } from "./around-form";
import { createAutosave, type SaveOutcome, type SaveState } from "./autosave";
import { type DraftValues, keepDraft, keptDraft } from "./draft-door";

const copied = (values: DraftValues): DraftValues => structuredClone(values);

/**
 * Takes into the form what another tab, or somebody else, has changed meanwhile, except where this tab has typed since.
 * @param known what this tab knew to be kept, `sent` what it has just sent (the same when it only asked)
 * @returns what it knows now, and the fields that it took over
 */
function takeOver(
  form: UseFormReturn,
  { known, sent, kept }: Record<"known" | "sent" | "kept", DraftValues>,
): { known: DraftValues; paths: string[] } {
  const next = copied(sent);
  const paths: string[] = [];
  for (const { path, value } of differences(known, kept)) {
    set(next, path, value);
    if (isSameValue(get(sent, path), value)) continue;
    if (!isSameValue(form.getValues(path), get(sent, path))) continue;
    form.setValue(path, structuredClone(value), { shouldDirty: true, shouldValidate: form.formState.isSubmitted });
    paths.push(path);
  }
  return { known: next, paths };
}

/**
 * Saves a form's raw values while they change and at once when the page is left, and takes over what other tabs have
 * changed. Before a Continue `settle` ends the saving; `resume` takes it up again when the form stays.
 * @param isUnsaved whether something was typed before the script arrived
 * @param draftsAt the address that takes it
 * @param opened what the form was opened with, before anything was typed
 * @returns `elsewhere` the fields that were changed elsewhere and taken over; `base` what this tab knows to be kept
 */
export function useAutosave(
  part: DraftPartName,
  form: UseFormReturn,
  { isUnsaved, draftsAt, opened }: { isUnsaved: boolean; draftsAt: string; opened: DraftValues },
) {
  const [state, setState] = useState<SaveState>({ kind: "idle" });
  const [elsewhere, setElsewhere] = useState<readonly string[]>([]);
  const known = useRef(opened);
  const autosave = useRef<ReturnType<typeof createAutosave> | null>(null);
  useEffect(() => {
    const values = () => copied(form.getValues());
    const body = () => JSON.stringify(form.getValues());
    const learn = (sent: DraftValues, kept: DraftValues) => {
      const learned = takeOver(form, { known: known.current, sent, kept });
      known.current = learned.known;
      if (learned.paths.length > 0) setElsewhere((before) => [...new Set([...before, ...learned.paths])]);
    };
    const send = async (): Promise<SaveOutcome> => {
      const sent = values();
      // What was taken over from elsewhere changes the form too, and is there already.
      if (isSameValue(sent, known.current)) return { kind: "saved" };
      const outcome = await keepDraft(draftsAt, { part, values: sent, base: known.current });
      if (outcome.kind !== "saved") return outcome;
      learn(sent, outcome.kept);
      around.tell();
      return { kind: "saved" };
    };
    const own = createAutosave({ body, send, onState: setState, isUnsaved });
    autosave.current = own;
    if (isUnsaved) own.changed();
    const unsubscribe = form.subscribe({ formState: { values: true }, callback: own.changed });

    const look = () =>
      own.inTurn(async () => {
        const outcome = await keptDraft(draftsAt, part);
        if (outcome.kind === "saved") learn(known.current, outcome.kept);
      });
    const around = watchAround(`${draftsAt} ${part}`, { flush: own.flush, look });
    return () => {
      unsubscribe();
      around.stop();
    };
  }, [form, part, isUnsaved, draftsAt]);
  /** Whether everything that was typed is kept now. */
  const keepAll = useCallback(async () => {
    autosave.current?.resume();
    await autosave.current?.flush();
    return autosave.current?.isSaved() ?? false;
  }, []);
  const settle = useCallback(async () => await autosave.current?.settle(), []);
  const resume = useCallback(() => autosave.current?.resume(), []);
  const base = useCallback(() => known.current, []);
  return { state, elsewhere, keepAll, settle, resume, base };
}
