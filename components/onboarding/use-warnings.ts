"use client";

import { useEffect, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { PartName } from "@/lib/domain/business";
import type { FieldIssue } from "@/lib/domain/results";
import type { KnownAnswers } from "@/lib/domain/suggestions";
import { usePartRules } from "./use-part-rules";

/** How long nobody types before what they typed is called odd. */
const pauseMs = 700;

type Warned = {
  /** What the server said of the values that the form opens with. */
  atFirst: FieldIssue[];
  known: KnownAnswers;
};

/** What is odd about the answers as they stand, said in a pause of typing and taken back at once. */
export function useWarnings(part: PartName, form: UseFormReturn, { atFirst, known }: Warned): FieldIssue[] {
  const rules = usePartRules();
  const [warnings, setWarnings] = useState(atFirst);
  useEffect(() => {
    if (!rules) return;
    const names = known.accountName?.map(({ value }) => value);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const now = rules.warningsFor(part, form.getValues(), names);
      const isIn = (issues: FieldIssue[]) => (issue: FieldIssue) =>
        issues.some((one) => JSON.stringify(one) === JSON.stringify(issue));
      // What is mended goes at once; what is odd is said in a pause, not of half a word. Leaving the field is no pause: what
      // comes then would move the button from under the finger that left it.
      setWarnings((before) => (before.every(isIn(now)) ? before : before.filter(isIn(now))));
      clearTimeout(timer);
      timer = setTimeout(
        () => setWarnings((before) => (now.length === before.length && now.every(isIn(before)) ? before : now)),
        pauseMs,
      );
    };
    look();
    const unsubscribe = form.subscribe({ formState: { values: true }, callback: look });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [part, form, rules, known]);
  return warnings;
}
