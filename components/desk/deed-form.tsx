"use client";

import { type ReactNode, useActionState } from "react";
import { issueText } from "../forms/issue-text";
import type { ButtonVariant } from "../ui/button";
import { classes } from "../ui/classes";
import { SubmitButton } from "../ui/submit-button";
import { AnsweredForm, type DeedState, nothingSent } from "./kept-fields";

export type DeedAction = (previous: DeedState, form: FormData) => Promise<DeedState>;

type Looks = {
  /** What goes along unseen. */
  values: Record<string, string>;
  label: string;
  /** Tells buttons with the same label apart, for those who hear them. */
  about?: string | undefined;
  pendingText: string;
  done: string;
  errors: Record<string, string>;
  variant?: ButtonVariant | undefined;
  children?: ReactNode;
};

/**
 * A deed with at most a choice beside its button; says under it what came of it. What is chosen or typed stays when it is
 * refused, in fields of `kept-fields`. Works before JavaScript.
 */
export function DeedForm({ action, ...looks }: Looks & { action: DeedAction }) {
  return <AnsweredDeedForm {...looks} deed={useActionState(action, nothingSent)} />;
}

/** The same for a deed whose answer is needed around the form too. */
export function AnsweredDeedForm({
  deed: [state, run],
  values,
  label,
  about,
  pendingText,
  done,
  errors,
  variant = "secondary",
  children,
}: Looks & { deed: readonly [DeedState, (form: FormData) => void, boolean] }) {
  const { failure, sent } = state;
  return (
    <form action={run} className="space-y-2">
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <AnsweredForm value={state}>{children}</AnsweredForm>
      <SubmitButton size="sm" variant={variant} pendingText={pendingText}>
        {label}
        {about ? <span className="sr-only">({about})</span> : null}
      </SubmitButton>
      <p role="status" className={classes("text-sm empty:hidden", failure ? "font-semibold text-bad" : "text-soft")}>
        {failure ? issueText(errors, failure.issues?.[0] ?? failure.error) : sent > 0 ? done : null}
      </p>
    </form>
  );
}
