"use client";

import { useActionState } from "react";
import { useFormStatus } from "react-dom";
import type { ActionFailure } from "@/lib/domain/results";
import { ErrorSummary } from "../forms/error-summary";
import { Field } from "../forms/field";
import { issueText } from "../forms/issue-text";
import { TextArea } from "../forms/text-area";
import { Button, type ButtonVariant } from "../ui/button";
import { useMeanwhile } from "./case-context";

type FormState = { typed: Record<string, string>; failure: ActionFailure | null; sent: number };

export type DecideTexts = Record<"answer" | "hint" | "approve" | "decline" | "pending" | "summaryTitle", string>;

/** Two of them share a form: the one that was pressed says that it works. */
function DecisionButton(props: { value: "approve" | "decline"; variant: ButtonVariant; label: string; wait: string }) {
  const { pending, data } = useFormStatus();
  return (
    <Button
      type="submit"
      size="sm"
      name="decision"
      value={props.value}
      variant={props.variant}
      pending={pending && data.get("decision") === props.value}
      pendingText={props.wait}
    >
      {props.label}
    </Button>
  );
}

/** Staff allow or decline a change of approved data, with words that the merchant reads. Works before JavaScript. */
export function DecideChangeForm({
  action,
  changeId,
  seen,
  texts,
  errors,
}: {
  action: (previous: FormState, form: FormData) => Promise<FormState>;
  changeId: string;
  /** The application's `caseVersion` as the page shows it. */
  seen: number;
  texts: DecideTexts;
  errors: Record<string, string>;
}) {
  const [state, run, isPending] = useActionState(action, { typed: {}, failure: null, sent: 0 });
  useMeanwhile(state.failure?.error, isPending);
  const issue = state.failure?.issues?.find(({ path }) => path === "answer");
  const error = issue && issueText(errors, issue);
  const general = state.failure && !error ? issueText(errors, state.failure.error) : undefined;
  // Several of these forms may stand on one page, and no two fields may share an id.
  const name = `answer-${changeId}`;
  return (
    <form action={run} noValidate className="space-y-4">
      <ErrorSummary
        title={texts.summaryTitle}
        issues={general ? [{ path: "", text: general }] : error ? [{ path: name, text: error }] : []}
        attempt={state.sent}
      />
      <input type="hidden" name="changeId" value={changeId} />
      <input type="hidden" name="seen" value={seen} />
      <Field name={name} label={texts.answer} hint={texts.hint} error={error}>
        {(control) => (
          <TextArea
            {...control}
            key={state.sent}
            name="answer"
            defaultValue={state.typed.answer}
            maxLength={500}
            rows={2}
          />
        )}
      </Field>
      <div className="flex flex-col gap-2 sm:flex-row">
        <DecisionButton value="approve" variant="primary" label={texts.approve} wait={texts.pending} />
        <DecisionButton value="decline" variant="secondary" label={texts.decline} wait={texts.pending} />
      </div>
    </form>
  );
}
