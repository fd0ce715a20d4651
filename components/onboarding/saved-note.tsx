"use client";

import { useIssueText } from "@/components/forms/issue-texts-provider";
import { Notice } from "@/components/ui/notice";
import type { SaveState } from "./autosave";

type Texts = Record<"idle" | "saving" | "saved" | "notSaved", string>;

/** The quiet word on saving under a form; only what needs the reader is announced. */
export function SavedNote({ state, texts }: { state: SaveState; texts: Texts }) {
  const words = useIssueText();
  if (state.kind === "refused") {
    return (
      <Notice tone="bad" live="assertive">
        {words.error(state.error)}
      </Notice>
    );
  }
  if (state.kind === "failed") {
    return (
      <p role="status" className="text-wait">
        {texts.notSaved}
      </p>
    );
  }
  return <p data-save-state={state.kind}>{texts[state.kind]}</p>;
}
