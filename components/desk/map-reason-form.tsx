"use client";

import { useActionState } from "react";
import type { ActionFailure } from "@/lib/domain/results";
import { Field } from "../forms/field";
import { issueText } from "../forms/issue-text";
import { type Option, Select } from "../forms/select";
import { SubmitButton } from "../ui/submit-button";

type FormState = { typed: Record<string, string>; failure: ActionFailure | null; sent: number };

/** Chooses the entry of the catalogue for one note of DOKU's. Works before JavaScript. */
export function MapReasonForm({
  action,
  fingerprint,
  chosen,
  options,
  texts,
  errors,
}: {
  action: (previous: FormState, form: FormData) => Promise<FormState>;
  fingerprint: string;
  chosen: string | null;
  options: readonly Option[];
  /** `none`: the entry that leaves it open, or takes it back. */
  texts: Record<"label" | "none" | "save" | "pending", string>;
  errors: Record<string, string>;
}) {
  const [state, run] = useActionState(action, { typed: {}, failure: null, sent: 0 });
  const error = state.failure ? issueText(errors, state.failure.issues?.[0] ?? state.failure.error) : undefined;
  return (
    <form action={run} noValidate className="flex flex-col gap-3 sm:flex-row sm:items-end">
      <input type="hidden" name="fingerprint" value={fingerprint} />
      <Field name={`reason-${fingerprint}`} label={texts.label} error={error} className="min-w-0 flex-1">
        {(control) => (
          <Select
            {...control}
            key={state.sent}
            name="reason"
            options={options}
            emptyText={texts.none}
            defaultValue={state.typed.reason ?? chosen ?? ""}
          />
        )}
      </Field>
      <SubmitButton size="sm" variant="secondary" pendingText={texts.pending} className="sm:min-h-12">
        {texts.save}
      </SubmitButton>
    </form>
  );
}
