"use client";

import { useActionState } from "react";
import type { ActionResult } from "@/lib/domain/results";
import type { ButtonVariant } from "../ui/button";
import { SubmitButton } from "../ui/submit-button";

/** One action of staff as a form: it works before JavaScript, and says beside itself when it was refused. */
export function ActionButton({
  action,
  label,
  about,
  pendingText,
  failures,
  fallback,
  variant,
}: {
  action: () => Promise<ActionResult<unknown>>;
  label: string;
  /** Tells buttons with the same label apart, for those who hear them. */
  about?: string | undefined;
  pendingText: string;
  /** Words for refusals by their key; `fallback` for any other. */
  failures: Record<string, string>;
  fallback: string;
  variant?: ButtonVariant | undefined;
}) {
  const [result, run] = useActionState<ActionResult<unknown> | null>(action, null);
  return (
    <form action={run} className="space-y-1.5">
      <SubmitButton variant={variant} size="sm" pendingText={pendingText}>
        {label}
        {about ? <span className="sr-only">({about})</span> : null}
      </SubmitButton>
      <p role="status" className="text-sm font-semibold text-bad empty:hidden">
        {result && !result.ok ? (failures[result.error] ?? fallback) : null}
      </p>
    </form>
  );
}
