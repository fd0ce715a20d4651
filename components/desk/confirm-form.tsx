"use client";

import { useActionState } from "react";
import { ErrorSummary } from "../forms/error-summary";
import { issueText } from "../forms/issue-text";
import { TextField } from "../forms/text-input";
import { SubmitButton } from "../ui/submit-button";
import type { DeedAction } from "./deed-form";

/** The code of a mail or an app, typed by somebody who is signed in already. Works before JavaScript. */
export function ConfirmForm({
  action,
  texts,
  errors,
}: {
  action: DeedAction;
  texts: Record<"code" | "hint" | "submit" | "pending" | "summaryTitle", string>;
  errors: Record<string, string>;
}) {
  const [state, run] = useActionState(action, { typed: {}, failure: null, sent: 0 });
  const error = state.failure ? issueText(errors, state.failure.error) : undefined;
  return (
    <form action={run} noValidate className="space-y-4">
      <ErrorSummary
        title={texts.summaryTitle}
        issues={error ? [{ path: "code", text: error }] : []}
        attempt={state.sent}
      />
      <TextField
        key={state.sent}
        name="code"
        label={texts.code}
        hint={texts.hint}
        error={error}
        width="md"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
        className="font-mono text-xl tracking-widest"
      />
      <SubmitButton pendingText={texts.pending}>{texts.submit}</SubmitButton>
    </form>
  );
}
