"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { FieldIssue } from "@/lib/domain/results";
import { type IssueTexts, issueText } from "./issue-text";

const Texts = createContext<IssueTexts | null>(null);

/** Brings the words for faults to the forms below; a page gets it through `IssueTextsBoundary` in app/. */
export function IssueTextsProvider({ texts, children }: { texts: IssueTexts; children: ReactNode }) {
  return <Texts value={texts}>{children}</Texts>;
}

type Fault = string | Pick<FieldIssue, "key" | "params"> | undefined;

/** Words for faults in a client form: `error(errors.name?.message)`, `warning(issue)`; nothing for nothing. */
export function useIssueText() {
  const texts = useContext(Texts);
  if (!texts) throw new Error("useIssueText needs an IssueTextsProvider above it");
  return useMemo(
    () => ({
      error: (fault: Fault) => (fault === undefined ? undefined : issueText(texts.errors, fault)),
      warning: (fault: Fault) => (fault === undefined ? undefined : issueText(texts.warnings, fault)),
    }),
    [texts],
  );
}
