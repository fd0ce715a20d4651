"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { DraftPartName } from "@/lib/domain/part-input";
import { createAutosave, type SaveOutcome, type SaveState } from "./autosave";

/** Browsers let at most 64 kB outlive the page. */
const keepaliveLimit = 60_000;

async function sendTo(draftsAt: string, body: string): Promise<SaveOutcome> {
  try {
    const response = await fetch(draftsAt, {
      method: "PUT",
      body,
      headers: { "Content-Type": "application/json" },
      keepalive: body.length < keepaliveLimit,
    });
    if (response.ok) return { kind: "saved" };
    if (response.status >= 500 || response.status === 408 || response.status === 429) return { kind: "failed" };
    const { error } = (await response.json()) as { error?: string };
    return { kind: "refused", error: error ?? "unexpected" };
  } catch {
    return { kind: "failed" };
  }
}

/**
 * Saves a form's raw values while they change and at once when the page is left. Before a Continue `settle` ends
 * the saving; `resume` takes it up again when the form stays.
 * @param isUnsaved whether something was typed before the script arrived
 * @param draftsAt the address that takes it
 */
export function useAutosave(
  part: DraftPartName,
  form: UseFormReturn,
  { isUnsaved, draftsAt }: { isUnsaved: boolean; draftsAt: string },
) {
  const [state, setState] = useState<SaveState>({ kind: "idle" });
  const autosave = useRef<ReturnType<typeof createAutosave> | null>(null);
  useEffect(() => {
    const body = () => JSON.stringify({ part, values: form.getValues() });
    const send = (text: string) => sendTo(draftsAt, text);
    const own = createAutosave({ body, send, onState: setState, isUnsaved });
    autosave.current = own;
    if (isUnsaved) own.changed();
    const unsubscribe = form.subscribe({ formState: { values: true }, callback: own.changed });
    const flushWhenHidden = () => {
      if (document.visibilityState === "hidden") own.flush();
    };
    document.addEventListener("visibilitychange", flushWhenHidden);
    window.addEventListener("online", own.flush);
    return () => {
      unsubscribe();
      document.removeEventListener("visibilitychange", flushWhenHidden);
      window.removeEventListener("online", own.flush);
      own.flush();
    };
  }, [form, part, isUnsaved, draftsAt]);
  const settle = useCallback(async () => await autosave.current?.settle(), []);
  const resume = useCallback(() => autosave.current?.resume(), []);
  return { state, settle, resume };
}
