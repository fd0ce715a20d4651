"use client";

import { useActionState } from "react";
import type { ActionFailure } from "@/lib/domain/results";
import { issueText } from "../forms/issue-text";
import { type Option, SelectField } from "../forms/select";
import { TextField } from "../forms/text-input";
import { SubmitButton } from "../ui/submit-button";

type FormState = { typed: Record<string, string>; failure: ActionFailure | null; sent: number };

export type FilterField = { name: string; label: string; value: string } & (
  | { kind: "text" | "date" | "datetime-local" }
  | { kind: "select"; options: readonly Option[]; emptyText: string }
);

function Field({ field, value, error }: { field: FilterField; value: string; error: string | undefined }) {
  const { name, label, kind } = field;
  const look = "h-11 text-[0.9375rem]";
  if (kind === "select") {
    const { options, emptyText } = field;
    return <SelectField {...{ name, label, options, emptyText, error }} defaultValue={value} className={look} />;
  }
  return <TextField {...{ name, label, error }} type={kind} defaultValue={value} autoComplete="off" className={look} />;
}

/**
 * Filters of a list of records. Posted, because staff may type somebody's address or number, which must not get into the
 * address of a page; the answer is the list at an address that can be shared. Works before JavaScript.
 */
export function RecordFilter({
  action,
  fields,
  kept,
  label,
  submit,
  pendingText,
  errors,
}: {
  action: (previous: FormState, form: FormData) => Promise<FormState>;
  fields: readonly FilterField[];
  /** What goes along unseen. */
  kept: Record<string, string>;
  label: string;
  submit: string;
  pendingText: string;
  errors: Record<string, string>;
}) {
  const [state, run] = useActionState(action, { typed: {}, failure: null, sent: 0 });
  const issueOf = (name: string) => state.failure?.issues?.find(({ path }) => path === name);
  const whole = state.failure && !state.failure.issues?.length ? issueText(errors, state.failure.error) : null;
  return (
    <search aria-label={label} className="mb-5 block">
      <form
        action={run}
        noValidate
        className="grid grid-cols-1 items-end gap-x-3 gap-y-2 rounded-card border border-line bg-card p-4 min-[420px]:grid-cols-2 md:grid-cols-3 xl:grid-cols-6"
      >
        {Object.entries(kept).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {fields.map((field) => {
          const issue = issueOf(field.name);
          return (
            <Field
              // What was typed stands again after a refusal, and the address's own values after it changed.
              key={`${field.name} ${state.sent} ${field.value}`}
              field={field}
              value={state.failure ? (state.typed[field.name] ?? "") : field.value}
              error={issue && issueText(errors, issue)}
            />
          );
        })}
        <SubmitButton variant="secondary" size="sm" pendingText={pendingText}>
          {submit}
        </SubmitButton>
        <p role="status" className="col-span-full text-sm font-semibold text-bad empty:hidden">
          {whole}
        </p>
      </form>
    </search>
  );
}
