"use client";

import { useActionState } from "react";
import type { ActionResult } from "@/lib/domain/results";
import { issueText } from "../forms/issue-text";
import { SubmitButton } from "../ui/submit-button";
import { PayloadView } from "./payload-view";

type Result = ActionResult<{ text: string }>;

/** Shows what DOKU wrote in full, once it was asked for; the server writes the asking down first. */
export function EventReveal({
  action,
  errors,
  texts,
}: {
  action: () => Promise<Result>;
  errors: Record<string, string>;
  texts: Record<"show" | "hint" | "pending" | "label", string>;
}) {
  const [result, run] = useActionState<Result | null>(action, null);
  return (
    <div className="space-y-2">
      {result?.ok ? (
        <PayloadView label={texts.label} text={result.data.text} />
      ) : (
        <form action={run} className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <SubmitButton size="sm" variant="secondary" pendingText={texts.pending}>
            {texts.show}
          </SubmitButton>
          <p className="text-sm text-soft">{texts.hint}</p>
        </form>
      )}
      <p role="status" className="text-sm font-semibold text-bad empty:hidden">
        {result && !result.ok ? issueText(errors, result.error) : null}
      </p>
    </div>
  );
}
