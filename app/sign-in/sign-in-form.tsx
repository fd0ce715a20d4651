"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/forms/error-summary";
import { issueText } from "@/components/forms/issue-text";
import { TextField } from "@/components/forms/text-input";
import { SubmitButton } from "@/components/ui/submit-button";
import { askToSignIn } from "./actions";

export type SignInTexts = Record<"email" | "emailHint" | "send" | "sending" | "summaryTitle", string>;

/** One address, one button; works before and without JavaScript. */
export function SignInForm({ texts, errors }: { texts: SignInTexts; errors: Record<string, string> }) {
  const [state, action] = useActionState(askToSignIn, { typed: {}, failure: null, sent: 0 });
  const issue = state.failure?.issues?.find(({ path }) => path === "email");
  const error = issue && issueText(errors, issue);
  const failure = state.failure && !issue ? issueText(errors, state.failure.error) : undefined;
  const issues = [
    ...(error ? [{ path: "email", text: error }] : []),
    ...(failure ? [{ path: "", text: failure }] : []),
  ];
  return (
    <form action={action} noValidate className="space-y-6">
      <ErrorSummary title={texts.summaryTitle} issues={issues} attempt={state.sent} />
      <TextField
        key={state.sent}
        name="email"
        type="email"
        label={texts.email}
        hint={texts.emailHint}
        error={error}
        defaultValue={state.typed.email}
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <SubmitButton wide pendingText={texts.sending}>
        {texts.send}
      </SubmitButton>
    </form>
  );
}
