"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useIssueText } from "@/components/forms/issue-texts-provider";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { businessLinesOf, businessTypes, legalEntitiesOf, nationalities } from "@/lib/domain/kinds";
import type { ActionResult } from "@/lib/domain/results";
import { PartRadios, PartSelect } from "./part-fields";
import { PartForm } from "./part-form";
import type { PartFormProps, Typed } from "./part-form-props";

export type KindTexts = Record<"fixed" | "confirmTitle" | "confirmText" | "confirmGo" | "confirmStay", string>;
type Outcome = { outcome: "chosen"; href: string } | { outcome: "confirm"; files: string[]; kept: string };
type Submit = (values: Record<string, unknown>, confirmed: boolean) => Promise<ActionResult<Outcome>>;

/**
 * The four questions. The last three show themselves by the first one's answer in plain CSS, so that they are right
 * before the script arrives too.
 */
export function KindForm({
  words,
  returnToCheck,
  submitKind,
  ...form
}: Omit<PartFormProps, "part"> & {
  words: KindTexts;
  returnToCheck: boolean;
  submitKind: (input: {
    values: Record<string, unknown>;
    confirmed: boolean;
    returnToCheck: boolean;
  }) => Promise<ActionResult<Outcome>>;
}) {
  const choose: Submit = (values, confirmed) => submitKind({ values, confirmed, returnToCheck });
  const [asked, setAsked] = useState<{ values: Record<string, unknown>; files: string[]; kept: string } | null>(null);
  const submit = async ({ values }: Typed) => {
    const result = await choose(values, false);
    if (!result.ok) return result;
    if (result.data.outcome === "chosen") return { ok: true, data: { href: result.data.href } } as const;
    setAsked({ values, ...result.data });
    return { ok: true, data: null } as const;
  };
  return (
    <>
      <PartForm {...form} part="kind" submit={submit}>
        <div className="group/kind space-y-6">
          <PartRadios name="businessType" values={businessTypes} columns={2} />
          <Notice className="hidden group-has-[[value=PERSONAL]:checked]/kind:flex">{words.fixed}</Notice>
          <div className="hidden space-y-6 group-has-[[value=CORPORATE]:checked]/kind:block">
            <PartSelect name="legalEntity" values={legalEntitiesOf.CORPORATE} />
            <PartSelect name="line" values={businessLinesOf.CORPORATE} />
            <PartRadios name="nationality" values={nationalities} columns={2} />
          </div>
        </div>
      </PartForm>
      <ConfirmKind asked={asked} words={words} choose={choose} onClose={() => setAsked(null)} />
    </>
  );
}

/** Says which files become useless before it happens. */
function ConfirmKind({
  asked,
  words,
  choose,
  onClose,
}: {
  asked: { values: Record<string, unknown>; files: string[]; kept: string } | null;
  words: KindTexts;
  choose: Submit;
  onClose: () => void;
}) {
  const router = useRouter();
  const issueWords = useIssueText();
  const [failure, setFailure] = useState<string>();
  const [isPending, startTransition] = useTransition();
  const go = () =>
    startTransition(async () => {
      if (!asked) return;
      const result = await choose(asked.values, true).catch(() => null);
      if (!result?.ok) return setFailure(issueWords.error(result?.error ?? "unavailable"));
      onClose();
      if (result.data.outcome === "chosen") router.push(result.data.href);
    });
  return (
    <Dialog
      open={asked !== null}
      onClose={onClose}
      title={words.confirmTitle}
      actions={
        <>
          <Button onClick={go} pending={isPending}>
            {words.confirmGo}
          </Button>
          <Button variant="secondary" onClick={onClose}>
            {words.confirmStay}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        {failure ? (
          <Notice tone="bad" live="assertive">
            {failure}
          </Notice>
        ) : null}
        <p>{words.confirmText}</p>
        <ul className="list-disc space-y-1 pl-5 font-semibold">
          {asked?.files.map((file) => (
            <li key={file}>{file}</li>
          ))}
        </ul>
        <p className="text-soft">{asked?.kept}</p>
      </div>
    </Dialog>
  );
}
