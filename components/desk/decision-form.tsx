"use client";

import { type ReactNode, useActionState } from "react";
import type { ActionFailure } from "@/lib/domain/results";
import { Checkbox } from "../forms/checkbox";
import { ErrorSummary } from "../forms/error-summary";
import { issueText } from "../forms/issue-text";
import { TextField } from "../forms/text-input";
import type { ButtonVariant } from "../ui/button";
import { SubmitButton } from "../ui/submit-button";
import { useMeanwhile } from "./case-context";

type FormState = { typed: Record<string, string>; failure: ActionFailure | null; sent: number };

export type DecisionTexts = Record<"title" | "what" | "confirm" | "submit" | "pending" | "summaryTitle", string>;

/**
 * A decision of staff that cannot be taken back: folded away, says what happens, and wants a tick before it is done.
 * Works before JavaScript.
 */
export function DecisionForm({
  action,
  applicationId,
  seen,
  confirmName,
  fields = [],
  texts,
  errors,
  variant = "secondary",
}: {
  action: (previous: FormState, form: FormData) => Promise<FormState>;
  applicationId: string;
  /** The application's `caseVersion` as the page shows it. */
  seen?: number | undefined;
  /** The name of the box to tick. */
  confirmName: string;
  /** Lines of text that the decision needs. */
  fields?: readonly { name: string; label: string; hint?: ReactNode }[];
  texts: DecisionTexts;
  errors: Record<string, string>;
  variant?: ButtonVariant | undefined;
}) {
  const [state, run, isPending] = useActionState(action, { typed: {}, failure: null, sent: 0 });
  useMeanwhile(state.failure?.error, isPending);
  const errorOf = (name: string) => {
    const issue = state.failure?.issues?.find(({ path }) => path === name);
    return issue && issueText(errors, issue);
  };
  // The same fault on both ids says nothing without the name of the field.
  const named = [...fields, { name: confirmName, label: "" }].flatMap(({ name, label }) => {
    const text = errorOf(name);
    return text ? [{ path: name, text: label ? `${label}: ${text}` : text }] : [];
  });
  const general = state.failure && named.length === 0 ? issueText(errors, state.failure.error) : undefined;
  return (
    <details open={state.failure !== null || undefined} className="border-t border-line pt-1">
      <summary className="min-h-11 cursor-pointer py-2.5 font-semibold">{texts.title}</summary>
      <form action={run} noValidate className="space-y-4 pb-3">
        <ErrorSummary
          title={texts.summaryTitle}
          issues={general ? [{ path: "", text: general }] : named}
          attempt={state.sent}
        />
        <p>{texts.what}</p>
        <input type="hidden" name="applicationId" value={applicationId} />
        {seen === undefined ? null : <input type="hidden" name="seen" value={seen} />}
        {fields.map(({ name, label, hint }) => (
          <TextField
            key={`${name}-${state.sent}`}
            name={name}
            label={label}
            hint={hint}
            error={errorOf(name)}
            defaultValue={state.typed[name]}
            width="lg"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        ))}
        <Checkbox
          key={`${confirmName}-${state.sent}`}
          name={confirmName}
          label={texts.confirm}
          error={errorOf(confirmName)}
          defaultChecked={state.typed[confirmName] === "on"}
        />
        <SubmitButton variant={variant} size="sm" pendingText={texts.pending}>
          {texts.submit}
        </SubmitButton>
      </form>
    </details>
  );
}
