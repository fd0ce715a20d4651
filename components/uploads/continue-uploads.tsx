"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useState, useTransition } from "react";
import { ErrorSummary, type SummaryIssue } from "@/components/forms/error-summary";
import { FormActions } from "@/components/forms/form-actions";
import { useIssueText } from "@/components/forms/issue-texts-provider";
import { Button, ButtonLink } from "@/components/ui/button";
import type { ActionResult } from "@/lib/domain/results";
import { flushAll } from "./pending-values";
import { busySlots } from "./slot-queues";
import { useUploads } from "./uploads-provider";

/**
 * The way on: waits for what is typed, asks the server what is missing and says it on top, with the focus; otherwise
 * goes to `href`. Everything is kept already, so the way back is always open.
 */
export function ContinueUploads({
  href,
  back,
  findMissing,
  summaryTitle,
  offline,
  button,
  pending,
  children,
}: {
  href: string;
  back: { href: string; label: string };
  findMissing: (input: Record<string, never>) => Promise<ActionResult<SummaryIssue[]>>;
  summaryTitle: string;
  /** Said when the server cannot be asked. */
  offline: string;
  button: string;
  pending: string;
  children: ReactNode;
}) {
  const router = useRouter();
  const words = useIssueText();
  const { texts, scope } = useUploads();
  const [issues, setIssues] = useState<SummaryIssue[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [isPending, startTransition] = useTransition();

  function goOn(event: FormEvent) {
    event.preventDefault();
    startTransition(async () => {
      await flushAll();
      const result = await findMissing({}).catch(() => null);
      if (result?.ok && result.data.length === 0) return router.push(href);
      const busy = busySlots(scope);
      const found = result?.ok
        ? result.data.map((issue) => (busy.has(issue.path) ? { ...issue, text: texts.stillSending } : issue))
        : [{ path: "", text: (result && words.error(result.error)) ?? offline }];
      setIssues(found);
      setAttempt((count) => count + 1);
    });
  }
  return (
    <form action={href} onSubmit={goOn} noValidate className="space-y-8">
      <ErrorSummary title={summaryTitle} issues={issues} attempt={attempt} />
      {children}
      <FormActions>
        <Button type="submit" pending={isPending} pendingText={pending}>
          {button}
        </Button>
        {attempt > 0 ? (
          <ButtonLink href={back.href} variant="quiet">
            {back.label}
          </ButtonLink>
        ) : null}
      </FormActions>
    </form>
  );
}
