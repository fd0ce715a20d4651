"use client";

import { useActionState } from "react";
import type { ActionFailure } from "@/lib/domain/results";
import { issueText } from "../forms/issue-text";
import { TextField } from "../forms/text-input";
import { SubmitButton } from "../ui/submit-button";

type FormState = { typed: Record<string, string>; failure: ActionFailure | null; sent: number };

/** Gives an invitation until another day. Works before JavaScript. */
export function ExtendForm({
  action,
  applicationId,
  days,
  errors,
  texts,
}: {
  action: (previous: FormState, form: FormData) => Promise<FormState>;
  applicationId: string;
  /** The days that may be chosen, and the one that stands now, as `2026-12-05`. */
  days: { first: string; last: string; now: string };
  errors: Record<string, string>;
  texts: Record<"label" | "hint" | "submit" | "pending" | "done", string>;
}) {
  const [state, run] = useActionState(action, { typed: {}, failure: null, sent: 0 });
  const issue = state.failure?.issues?.find(({ path }) => path === "until");
  const error = issue ? issueText(errors, issue) : state.failure ? issueText(errors, state.failure.error) : undefined;
  return (
    <form action={run} noValidate className="space-y-2">
      <input type="hidden" name="applicationId" value={applicationId} />
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          key={`${state.sent} ${days.now}`}
          name="until"
          type="date"
          label={texts.label}
          hint={texts.hint}
          error={error}
          min={days.first}
          max={days.last}
          defaultValue={state.typed.until ?? days.now}
          width="md"
        />
        <SubmitButton variant="secondary" size="sm" pendingText={texts.pending}>
          {texts.submit}
        </SubmitButton>
      </div>
      <p role="status" className="text-sm text-soft empty:hidden">
        {state.sent > 0 && !state.failure ? texts.done : null}
      </p>
    </form>
  );
}
