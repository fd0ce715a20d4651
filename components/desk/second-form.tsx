"use client";

import { useActionState } from "react";
import { useFormStatus } from "react-dom";
import { ErrorSummary } from "../forms/error-summary";
import { issueText } from "../forms/issue-text";
import { TextAreaField } from "../forms/text-area";
import { Button, type ButtonVariant } from "../ui/button";
import type { DeedAction } from "./deed-form";

type Decision = "approve" | "decline";

/** Two of them share a form: the one that was pressed says that it works. */
function DecisionButton({
  value,
  variant,
  label,
  wait,
}: {
  value: Decision;
  variant: ButtonVariant;
  label: string;
  wait: string;
}) {
  const { pending, data } = useFormStatus();
  const isPressed = pending && data.get("decision") === value;
  return (
    <Button type="submit" size="sm" name="decision" {...{ value, variant }} pending={isPressed} pendingText={wait}>
      {label}
    </Button>
  );
}

/** The second person's word, with words for the first. Works before JavaScript. */
export function SecondForm({
  action,
  secondId,
  maxLength,
  canApprove,
  texts,
  errors,
}: {
  action: DeedAction;
  secondId: string;
  maxLength: number;
  /** False when something was changed since it was asked. */
  canApprove: boolean;
  texts: Record<"answer" | "hint" | "approve" | "decline" | "pending" | "summaryTitle", string>;
  errors: Record<string, string>;
}) {
  const [state, run] = useActionState(action, { typed: {}, failure: null, sent: 0 });
  const issue = state.failure?.issues?.find(({ path }) => path === "answer");
  const error = issue && issueText(errors, issue);
  const general = state.failure && !error ? issueText(errors, state.failure.error) : undefined;
  return (
    <form action={run} noValidate className="space-y-4">
      <ErrorSummary
        title={texts.summaryTitle}
        issues={general ? [{ path: "", text: general }] : error ? [{ path: "answer", text: error }] : []}
        attempt={state.sent}
      />
      <input type="hidden" name="secondId" value={secondId} />
      <TextAreaField
        key={state.sent}
        name="answer"
        label={texts.answer}
        hint={texts.hint}
        error={error}
        defaultValue={state.typed.answer}
        maxLength={maxLength}
        rows={2}
      />
      <div className="flex flex-col gap-2 sm:flex-row">
        {canApprove ? (
          <DecisionButton value="approve" variant="primary" label={texts.approve} wait={texts.pending} />
        ) : null}
        <DecisionButton value="decline" variant="secondary" label={texts.decline} wait={texts.pending} />
      </div>
    </form>
  );
}
