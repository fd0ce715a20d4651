"use client";

import { type ReactNode, useActionState } from "react";
import type { DeedAction } from "@/components/desk/deed-form";
import { ErrorSummary } from "@/components/forms/error-summary";
import { issueText } from "@/components/forms/issue-text";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";

export type FormWords = Record<"save" | "saving" | "saved" | "summaryTitle", string>;

/** What a field needs: its name, what was typed last or is set, and what is wrong with it. */
export type FieldOf = (name: string) => { name: string; defaultValue: string; error: string | undefined };

/** A part of the settings with a button of its own. Works before JavaScript, except where a field says otherwise. */
export function SettingsForm({
  action,
  set,
  labels,
  words,
  errors,
  children,
}: {
  action: DeedAction;
  /** What is set now, by field. */
  set: Record<string, string>;
  /** What the fields are called, for the list of faults. */
  labels: Record<string, string>;
  words: FormWords;
  errors: Record<string, string>;
  children: (field: FieldOf) => ReactNode;
}) {
  const [{ typed, failure, sent }, run] = useActionState(action, { typed: {}, failure: null, sent: 0 });
  const errorOf = (name: string) => {
    const issue = failure?.issues?.find(({ path }) => path === name);
    return issue && issueText(errors, issue);
  };
  const issues = Object.entries(labels).flatMap(([path, label]) => {
    const text = errorOf(path);
    return text ? [{ path, text: `${label}: ${text}` }] : [];
  });
  const shown = failure && issues.length === 0 ? [{ path: "", text: issueText(errors, failure.error) }] : issues;
  const now = failure ? typed : set;
  return (
    <form action={run} noValidate className="space-y-5">
      <ErrorSummary title={words.summaryTitle} issues={shown} attempt={sent} />
      {/* Made anew with each answer: an uncontrolled field keeps what it was given first. */}
      <div key={sent} className="space-y-5">
        {children((name) => ({ name, defaultValue: now[name] ?? "", error: errorOf(name) }))}
      </div>
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton pendingText={words.saving}>{words.save}</SubmitButton>
        {sent > 0 && !failure ? (
          <Notice tone="ok" live="polite">
            {words.saved}
          </Notice>
        ) : null}
      </div>
    </form>
  );
}
