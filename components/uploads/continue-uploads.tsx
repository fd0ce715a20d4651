"use client";

import { unstable_isUnrecognizedActionError, useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useState, useTransition } from "react";
import { ErrorSummary, type SummaryIssue } from "@/components/forms/error-summary";
import { FormActions } from "@/components/forms/form-actions";
import { useIssueText } from "@/components/forms/issue-texts-provider";
import { loadAnew } from "@/components/forms/load-anew";
import { formAction } from "@/components/onboarding/form-action";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import type { ActionResult } from "@/lib/domain/results";
import { flushAll } from "./pending-values";
import { anyBusy } from "./slot-queues";
import { askingSlots, underWay } from "./under-way";
import { useUploads } from "./uploads-provider";

/**
 * The way on: waits for what is typed, asks the server what is missing and says it on top, with the focus; otherwise
 * goes to `href`. Everything is kept already, so the way back is always open.
 */
export function ContinueUploads({
  href,
  back,
  findMissing,
  missing = [],
  waitFor = [],
  post,
  summaryTitle,
  offline,
  button,
  pending,
  children,
}: {
  href: string;
  back: { href: string; label: string };
  findMissing: () => Promise<ActionResult<SummaryIssue[]>>;
  /** What the server found missing when the form was sent before its script arrived. */
  missing?: readonly SummaryIssue[];
  /** Slots whose uploads have to arrive first, even where nothing would be missing without them. */
  waitFor?: readonly string[];
  /** Where the form goes without its script: a server action that keeps the values and redirects. */
  post: (form: FormData) => Promise<unknown>;
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
  const [issues, setIssues] = useState<readonly SummaryIssue[]>(missing);
  const [attempt, setAttempt] = useState(missing.length > 0 ? 1 : 0);
  const [isPending, startTransition] = useTransition();

  function goOn(event: FormEvent) {
    event.preventDefault();
    startTransition(async () => {
      await flushAll();
      const result = await findMissing().catch((error: unknown) => {
        // A new version of the portal; files that are still on their way live in this page alone.
        return unstable_isUnrecognizedActionError(error) && !anyBusy() ? loadAnew() : null;
      });
      const waiting = underWay(scope, [...new Set([...waitFor, ...askingSlots(scope)])], texts);
      if (result?.ok && result.data.length + waiting.length === 0) return router.push(href);
      const found = result?.ok
        ? [
            ...waiting,
            ...result.data
              .filter(({ path }) => !waiting.some(({ slotId }) => slotId === path))
              .map((issue) => underWay(scope, [issue.path], texts)[0] ?? issue),
          ]
        : [{ path: "", text: (result && words.error(result.error)) ?? offline }];
      setIssues(found);
      setAttempt((count) => count + 1);
    });
  }
  return (
    <form action={formAction(post)} onSubmit={goOn} noValidate className="space-y-8">
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
