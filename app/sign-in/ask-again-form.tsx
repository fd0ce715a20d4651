"use client";

import { useActionState } from "react";
import { issueText } from "@/components/forms/issue-text";
import type { ButtonVariant } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { askAgain } from "./actions";

/** One button that sends a new link and code to the address that the proof belongs to, without showing it. */
export function AskAgainForm({
  kind,
  value = "",
  label,
  pendingText,
  errors,
  variant = "primary",
}: {
  kind: "attempt" | "link" | "invitation";
  /** The token of the link or invitation. */
  value?: string;
  label: string;
  pendingText: string;
  errors: Record<string, string>;
  variant?: ButtonVariant;
}) {
  const [state, action] = useActionState(askAgain, { typed: {}, failure: null, sent: 0 });
  return (
    <form action={action} className="space-y-4">
      {state.failure ? (
        <Notice tone="bad" live="assertive">
          {issueText(errors, state.failure.error)}
        </Notice>
      ) : null}
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="value" value={value} />
      <SubmitButton wide variant={variant} pendingText={pendingText}>
        {label}
      </SubmitButton>
    </form>
  );
}
