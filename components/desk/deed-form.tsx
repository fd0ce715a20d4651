"use client";

import { type ReactNode, useActionState } from "react";
import type { ActionFailure } from "@/lib/domain/results";
import { issueText } from "../forms/issue-text";
import type { ButtonVariant } from "../ui/button";
import { classes } from "../ui/classes";
import { SubmitButton } from "../ui/submit-button";

export type DeedState = { typed: Record<string, string>; failure: ActionFailure | null; sent: number };
export type DeedAction = (previous: DeedState, form: FormData) => Promise<DeedState>;

/** A deed with at most a choice beside its button; says under it what came of it. Works before JavaScript. */
export function DeedForm({
  action,
  values,
  label,
  about,
  pendingText,
  done,
  errors,
  variant = "secondary",
  children,
}: {
  action: DeedAction;
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
}) {
  const [state, run] = useActionState(action, { typed: {}, failure: null, sent: 0 });
  const { failure, sent } = state;
  return (
    <form action={run} className="space-y-2">
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
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
