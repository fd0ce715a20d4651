"use client";

import { useActionState } from "react";
import type { ActionResult } from "@/lib/domain/results";
import type { ButtonVariant } from "../ui/button";
import { classes } from "../ui/classes";
import { SubmitButton } from "../ui/submit-button";
import { useMeanwhile } from "./case-context";

/** One action of staff as a form: it works before JavaScript, and says beside itself when it was refused. */
export function ActionButton({
  action,
  label,
  about,
  pendingText,
  failures,
  fallback,
  done,
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
  /** Said after success, where nothing on the page shows it at once. */
  done?: string | undefined;
  variant?: ButtonVariant | undefined;
}) {
  const [result, run, isPending] = useActionState<ActionResult<unknown> | null>(action, null);
  useMeanwhile(result?.ok === false ? result.error : undefined, isPending);
  return (
    <form action={run} className="space-y-1.5">
      <SubmitButton variant={variant} size="sm" pendingText={pendingText}>
        {label}
        {about ? <span className="sr-only">({about})</span> : null}
      </SubmitButton>
      <p role="status" className={classes("text-sm empty:hidden", result?.ok ? "text-soft" : "font-semibold text-bad")}>
        {result && !result.ok ? (failures[result.error] ?? fallback) : null}
        {result?.ok ? done : null}
      </p>
    </form>
  );
}
