"use client";

import { useActionState } from "react";
import type { ActionFailure } from "@/lib/domain/results";
import { ErrorSummary } from "../forms/error-summary";
import { FormActions } from "../forms/form-actions";
import { issueText } from "../forms/issue-text";
import { TextAreaField } from "../forms/text-area";
import { SubmitButton } from "../ui/submit-button";

type FormState = { typed: Record<string, string>; failure: ActionFailure | null; sent: number };

export type AskChangeTexts = Record<"reason" | "hint" | "submit" | "sending" | "summaryTitle", string>;

/** Why approved data should change. A plain form, which works before its script arrives. */
export function AskChangeForm({
  action,
  type,
  texts,
  errors,
}: {
  action: (previous: FormState, form: FormData) => Promise<FormState>;
  type: string;
  texts: AskChangeTexts;
  errors: Record<string, string>;
}) {
  const [state, run] = useActionState(action, { typed: {}, failure: null, sent: 0 });
  const issue = state.failure?.issues?.find(({ path }) => path === "reason");
  const fault = issue && issueText(errors, issue);
  const general = state.failure && !fault ? issueText(errors, state.failure.error) : undefined;
  const issues = fault ? [{ path: "reason", text: `${texts.reason}: ${fault}` }] : [];
  return (
    <form action={run} noValidate className="space-y-6">
      <ErrorSummary
        title={texts.summaryTitle}
        issues={general ? [{ path: "", text: general }] : issues}
        attempt={state.sent}
      />
      <input type="hidden" name="type" value={type} />
      <TextAreaField
        key={state.sent}
        name="reason"
        label={texts.reason}
        hint={texts.hint}
        error={fault}
        defaultValue={state.typed.reason}
        maxLength={500}
      />
      <FormActions>
        <SubmitButton pendingText={texts.sending}>{texts.submit}</SubmitButton>
      </FormActions>
    </form>
  );
}
