"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { CredentialPart, CredentialWay } from "@/lib/domain/credential";
import type { ActionResult } from "@/lib/domain/results";
import { issueText } from "../forms/issue-text";
import { Button } from "../ui/button";

type Open = (input: {
  applicationId: string;
  part: CredentialPart;
  way: CredentialWay;
}) => Promise<ActionResult<{ value: string }>>;
type Texts = Record<"show" | "hide" | "copy" | "copied" | "copyFailed" | "working" | "missing", string>;

/** The two parts of a credential. Each is asked for by itself, and is on the page only while it is shown. */
export function CredentialFields({
  applicationId,
  open,
  parts,
  texts,
  errors,
}: {
  applicationId: string;
  open: Open;
  parts: readonly { part: CredentialPart; label: string; isThere: boolean }[];
  texts: Texts;
  errors: Record<string, string>;
}) {
  const router = useRouter();
  const [shown, setShown] = useState<Partial<Record<CredentialPart, string>>>({});
  const [said, setSaid] = useState<{ part: CredentialPart; text: string; isBad: boolean } | null>(null);
  const [isPending, startTransition] = useTransition();

  async function ask(part: CredentialPart, way: CredentialWay): Promise<string | null> {
    const answer = await open({ applicationId, part, way }).catch(() => null);
    if (answer?.ok) return answer.data.value;
    setSaid({ part, text: issueText(errors, answer?.error ?? "unavailable"), isBad: true });
    // The page then asks for a new code.
    if (answer?.error === "confirmAgain") router.refresh();
    return null;
  }
  const show = (part: CredentialPart) =>
    startTransition(async () => {
      const value = await ask(part, "revealed");
      if (value !== null) setShown((before) => ({ ...before, [part]: value }));
      if (value !== null) setSaid(null);
    });
  const copy = (part: CredentialPart) =>
    startTransition(async () => {
      const value = await ask(part, "copied");
      if (value === null) return;
      const isCopied = await navigator.clipboard?.writeText(value).then(
        () => true,
        () => false,
      );
      setSaid({ part, text: isCopied ? texts.copied : texts.copyFailed, isBad: !isCopied });
    });
  return (
    <dl className="divide-y divide-line">
      {parts.map(({ part, label, isThere }) => {
        const value = shown[part];
        const hide = () => setShown(({ [part]: _, ...others }) => others);
        return (
          <div key={part} className="space-y-2 py-4 first:pt-0 last:pb-0">
            <dt className="font-semibold">{label}</dt>
            <dd className="space-y-2">
              <p role="status" className="font-mono break-all">
                {isThere ? (value ?? "••••••••••••") : texts.missing}
              </p>
              {isThere ? (
                <div className="flex flex-wrap gap-2">
                  <Button
                    size="sm"
                    variant="secondary"
                    pending={isPending}
                    pendingText={texts.working}
                    onClick={() => (value === undefined ? show(part) : hide())}
                  >
                    {value === undefined ? texts.show : texts.hide}
                    <span className="sr-only"> {label}</span>
                  </Button>
                  <Button
                    size="sm"
                    variant="secondary"
                    pending={isPending}
                    pendingText={texts.working}
                    onClick={() => copy(part)}
                  >
                    {texts.copy}
                    <span className="sr-only"> {label}</span>
                  </Button>
                </div>
              ) : null}
              <p
                role="status"
                className={
                  said?.isBad ? "text-sm font-semibold text-bad empty:hidden" : "text-sm text-soft empty:hidden"
                }
              >
                {said?.part === part ? said.text : null}
              </p>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
