"use client";

import { useEffect, useState } from "react";
import { maxCommentLength, maxNoteLength } from "@/lib/domain/note-lengths";
import type { ReasonCode } from "@/lib/domain/reasons";
import type { ActionResult, FieldIssue } from "@/lib/domain/results";
import type { CallbackType } from "@/lib/domain/sections";
import { ErrorSummary } from "../forms/error-summary";
import { issueText } from "../forms/issue-text";
import { TextAreaField } from "../forms/text-area";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { type Seen, useCase } from "./case-context";
import { ReturnPart } from "./return-part";

/** A refused section that can go back, in the reader's words. */
export type Returnable = {
  type: CallbackType;
  name: string;
  /** DOKU's own words. */
  notes: string[];
  /** What they mean by the catalogue: ticked at first. */
  suggested: ReasonCode[];
  reasons: { code: ReasonCode; title: string }[];
};

export type Return = (input: {
  applicationId: string;
  seen: number;
  sections: { type: CallbackType; reasons: ReasonCode[]; note: string }[];
  comment: string;
}) => Promise<ActionResult<{ returnIds: string[] }>>;
export type TakeBack = (input: { applicationId: string; returnIds: string[] }) => Promise<ActionResult<unknown>>;

export type ReturnDraft = { isChosen: boolean; reasons: ReasonCode[]; note: string };
type Drafts = Partial<Record<CallbackType, ReturnDraft>>;

const fresh = ({ suggested }: Returnable): ReturnDraft => ({ isChosen: false, reasons: suggested, note: "" });

/** The name of a field in this form, from the path of an issue (`sections.0.note`). */
function fieldOf(path: string, chosen: readonly Returnable[]): string {
  const [list, index, field] = path.split(".");
  const type = list === "sections" ? chosen[Number(index)]?.type : undefined;
  return type ? `return-${type}-${field}` : path;
}

/**
 * Refused sections go back to the merchant: which, why, and in which words. What was typed stays when it is closed.
 * The page may render again beneath it; the case stays as it was at opening, so that nobody decides about what they
 * have not seen.
 */
export function ReturnDialog({
  applicationId,
  sections,
  languageHint,
  returnTo,
  takeBack,
}: {
  applicationId: string;
  sections: readonly Returnable[];
  /** In which language the merchant reads. */
  languageHint: string;
  returnTo: Return;
  takeBack: TakeBack;
}) {
  const { texts, errors, run, isWorking, dialog, close, seen } = useCase();
  const [drafts, setDrafts] = useState<Drafts>({});
  const [comment, setComment] = useState("");
  const [issues, setIssues] = useState<FieldIssue[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [held, setHeld] = useState<{ seen: Seen; sections: readonly Returnable[] }>({ seen, sections });
  const isOpen = dialog?.kind === "return";
  const wanted = dialog?.kind === "return" ? dialog.type : null;
  const only = sections.length === 1 ? sections[0]?.type : null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is seen counts from the opening, not from later
  useEffect(() => {
    if (!isOpen) return;
    setHeld({ seen, sections });
    setIssues([]);
    const type = wanted ?? only;
    const section = sections.find((one) => one.type === type);
    if (section) {
      setDrafts((all) => ({ ...all, [section.type]: { ...(all[section.type] ?? fresh(section)), isChosen: true } }));
    }
  }, [isOpen]);

  const draftOf = (section: Returnable) => drafts[section.type] ?? fresh(section);
  const chosen = held.sections.filter((section) => draftOf(section).isChosen);
  const textOf = (issue: FieldIssue) => issueText(errors, issue);
  const named = issues.map((issue) => ({ path: fieldOf(issue.path, chosen), text: textOf(issue) }));

  async function send() {
    const { version, at } = held.seen;
    const parts = chosen.map((section) => {
      const { reasons, note } = draftOf(section);
      return { type: section.type, reasons, note };
    });
    const input = { applicationId, seen: version, sections: parts, comment };
    const result = await run(
      () => returnTo(input),
      ({ returnIds }) => ({
        text: texts.returned ?? "",
        undo: () => takeBack({ applicationId, returnIds }),
      }),
      { seenAt: at, isToldThere: true },
    );
    if (result.ok) {
      close();
      setDrafts({});
      setComment("");
    } else if (result.error !== "decidedMeanwhile") {
      setIssues(result.issues?.length ? result.issues : [{ path: "", key: result.error }]);
      setAttempt((count) => count + 1);
    }
  }

  return (
    <Dialog open={isOpen} onClose={close} title={texts.returnTitle} wide>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p className="mb-4 text-soft">{texts.returnLead}</p>
        <ErrorSummary title={texts.summaryTitle ?? ""} issues={named} attempt={attempt} />
        <div className="divide-y divide-line border-y border-line">
          {held.sections.map((section) => (
            <ReturnPart
              key={section.type}
              section={section}
              draft={draftOf(section)}
              hint={languageHint}
              maxNoteLength={maxNoteLength}
              faultOf={(field) => named.find(({ path }) => path === `return-${section.type}-${field}`)?.text}
              onChange={(draft) => setDrafts((all) => ({ ...all, [section.type]: draft }))}
            />
          ))}
        </div>
        <div className="mt-4">
          <TextAreaField
            name="comment"
            label={texts.privateLabel}
            hint={texts.privateHint}
            optionalText={texts.optional}
            rows={2}
            maxLength={maxCommentLength}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
        </div>
        <div className="mt-5 flex flex-wrap gap-3">
          <Button type="submit" pending={isWorking} pendingText={texts.working}>
            {texts.returnSubmit}
          </Button>
          <Button variant="secondary" onClick={close}>
            {texts.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
