"use client";

import { useActionState } from "react";
import type { ActionResult } from "@/lib/domain/results";
import { issueText } from "../forms/issue-text";
import { classes } from "../ui/classes";
import { SubmitButton } from "../ui/submit-button";

type Result = ActionResult<{ result: "applied" | "unchanged" | "failed"; why: string | null }>;

/** Applies one stored callback anew, and says what came of it. */
export function EventReplay({
  action,
  errors,
  texts,
  whys,
}: {
  action: () => Promise<Result>;
  errors: Record<string, string>;
  texts: Record<"replay" | "pending" | "applied" | "unchanged" | "failed", string>;
  /** Why it changed nothing, in words. */
  whys: Record<string, string>;
}) {
  const [result, run] = useActionState<Result | null>(action, null);
  const isBad = result !== null && (!result.ok || result.data.result === "failed");
  return (
    <form action={run} className="space-y-1.5">
      <SubmitButton size="sm" variant="secondary" pendingText={texts.pending}>
        {texts.replay}
      </SubmitButton>
      <p role="status" className={classes("text-sm empty:hidden", isBad ? "font-semibold text-bad" : "text-soft")}>
        {result && !result.ok ? issueText(errors, result.error) : null}
        {result?.ok ? [texts[result.data.result], whys[result.data.why ?? ""]].filter(Boolean).join(" ") : null}
      </p>
    </form>
  );
}
