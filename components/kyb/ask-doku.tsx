"use client";

import { useActionState } from "react";
import type { ActionResult } from "@/lib/domain/results";
import { SubmitButton } from "../ui/submit-button";

export type AskDoku = () => Promise<ActionResult<{ known: string }>>;
export type AskDokuTexts = Record<"button" | "pending" | "asked" | "failed", string>;

/**
 * "Ask DOKU now": a plain form, and a calm word that it is being asked until something newer is known.
 * @param known what the page knows; the answer holds what it knew when the button was pressed
 */
export function AskDokuForm({ ask, known, texts }: { ask: AskDoku; known: string; texts: AskDokuTexts }) {
  const [answer, run] = useActionState<Awaited<ReturnType<AskDoku>> | null>(ask, null);
  const said = !answer ? null : !answer.ok ? texts.failed : answer.data.known === known ? texts.asked : null;
  return (
    <form action={run} data-print="hide" className="flex flex-wrap items-center gap-x-2">
      <p role="status" className="text-sm text-soft empty:hidden">
        {said}
      </p>
      <SubmitButton variant="quiet" size="sm" pendingText={texts.pending} className="-mx-4 text-sm! font-normal!">
        {texts.button}
      </SubmitButton>
    </form>
  );
}
