"use client";

import { useActionState, useState } from "react";
import type { ActionResult } from "@/lib/domain/results";
import { TextInput } from "../forms/text-input";
import { Button } from "../ui/button";
import { SubmitButton } from "../ui/submit-button";

export type CopyLinkTexts = Record<
  "make" | "making" | "link" | "once" | "copy" | "copied" | "notCopied" | "whatsApp",
  string
>;

/**
 * Asks for a further link of an invitation and shows it here, once. It stays out of our own addresses: the page's own
 * does not change, and only the chat that the reader opens gets it.
 */
export function CopyLink({
  action,
  texts,
  failures,
  fallback,
}: {
  action: () => Promise<ActionResult<{ url: string; whatsApp: string | null }>>;
  texts: CopyLinkTexts;
  failures: Record<string, string>;
  fallback: string;
}) {
  const [result, run] = useActionState<ActionResult<{ url: string; whatsApp: string | null }> | null>(action, null);
  const [copied, setCopied] = useState<"yes" | "no" | null>(null);
  const link = result?.ok ? result.data : null;
  const copy = async (url: string) => {
    setCopied(null);
    // Refused by the browser, the link is still there to be selected.
    setCopied(
      await navigator.clipboard.writeText(url).then(
        () => "yes" as const,
        () => "no" as const,
      ),
    );
  };
  return (
    <div className="space-y-2">
      <form action={run} onSubmit={() => setCopied(null)}>
        <SubmitButton variant="secondary" size="sm" pendingText={texts.making}>
          {texts.make}
        </SubmitButton>
      </form>
      <p role="status" className="text-sm font-semibold text-bad empty:hidden">
        {result && !result.ok ? (failures[result.error] ?? fallback) : null}
      </p>
      {link ? (
        <div className="space-y-2">
          <TextInput
            readOnly
            value={link.url}
            aria-label={texts.link}
            className="font-mono text-sm"
            onFocus={(event) => event.currentTarget.select()}
          />
          <div className="flex flex-wrap gap-2">
            <Button variant="secondary" size="sm" onClick={() => copy(link.url)}>
              {texts.copy}
            </Button>
            {link.whatsApp ? (
              <a
                href={link.whatsApp}
                target="_blank"
                rel="noopener noreferrer"
                className="inline-flex min-h-11 items-center px-2 text-[0.9375rem] font-semibold"
              >
                {texts.whatsApp}
              </a>
            ) : null}
          </div>
          <p className="text-sm text-soft">{texts.once}</p>
          <p role="status" className="text-sm empty:hidden">
            {copied === "yes" ? texts.copied : copied === "no" ? texts.notCopied : null}
          </p>
        </div>
      ) : null}
    </div>
  );
}
