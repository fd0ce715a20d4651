"use client";

import { type ReactNode, useActionState, useEffect, useState } from "react";
import type { SnoozeChoice } from "@/lib/domain/snooze-times";
import { issueText } from "../forms/issue-text";
import type { Option } from "../forms/select";
import { Button } from "../ui/button";
import type { DeedAction } from "./deed-form";
import { AnsweredForm, type DeedState, KeptSelect, nothingSent } from "./kept-fields";

/** The form that the boxes of the list belong to. */
export const manyForm = "many";

export type ManyTexts = Record<
  | "label"
  | "lead"
  | "chosen"
  | "assignee"
  | "assign"
  | "snooze"
  | "snoozeSubmit"
  | "ask"
  | "working"
  | "done"
  | "asked",
  string
>;

/**
 * Which of several answers to one form came last. Not which button was pressed last: the answers are what the ticks are made
 * from, and they must stand as they are until the press has been read. Without a script only one deed has an answer.
 */
function useLastAnswer<Deed extends string>(states: Record<Deed, DeedState>, usual: NoInfer<Deed>): Deed {
  const deeds = Object.keys(states) as Deed[];
  const [known, setKnown] = useState(() => {
    return { states, last: deeds.find((deed) => states[deed].sent > 0 || states[deed].failure) ?? usual };
  });
  const answered = deeds.find((deed) => states[deed] !== known.states[deed]);
  if (!answered) return known.last;
  setKnown({ states, last: answered });
  return answered;
}

function useTicked(): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const form = document.getElementById(manyForm);
    if (!(form instanceof HTMLFormElement)) return;
    const recount = () => {
      const boxes = [...form.elements].filter((one) => one instanceof HTMLInputElement && one.type === "checkbox");
      setCount(boxes.filter((box) => (box as HTMLInputElement).checked).length);
    };
    recount();
    document.addEventListener("change", recount);
    form.addEventListener("reset", recount);
    return () => {
      document.removeEventListener("change", recount);
      form.removeEventListener("reset", recount);
    };
  });
  return count;
}

/**
 * What can be done with the ticked merchants of the list, together, above the list. When it is refused, ticks and choices
 * stay. Works before JavaScript.
 */
export function ManyBar({
  assign,
  snooze,
  ask,
  assignees,
  snoozes,
  texts,
  errors,
  children,
}: {
  assign: DeedAction;
  snooze: DeedAction;
  ask: DeedAction;
  assignees: readonly Option[];
  snoozes: readonly (Option & { value: SnoozeChoice })[];
  texts: ManyTexts;
  errors: Record<string, string>;
  /** The list. */
  children: ReactNode;
}) {
  const [given, give, isGiving] = useActionState(assign, nothingSent);
  const [put, putOff, isPutting] = useActionState(snooze, nothingSent);
  const [asked, askNow, isAsking] = useActionState(ask, nothingSent);
  const count = useTicked();
  const states = { given, put, asked };
  const last = useLastAnswer(states, "given");
  const { failure, sent } = states[last];
  const done = last === "asked" ? texts.asked : texts.done;
  const select = "h-11 text-[0.9375rem] md:h-9 md:text-sm";
  const button = {
    type: "submit",
    size: "sm",
    variant: "secondary",
    className: "md:min-h-9 md:px-3 md:text-sm",
  } as const;
  return (
    <AnsweredForm value={states[last]}>
      <form
        id={manyForm}
        aria-label={texts.label}
        noValidate
        className="flex flex-wrap items-center gap-x-5 gap-y-2 pb-2"
      >
        {/* There once something is ticked, which the page can tell before its scripts have come. */}
        <div className="hidden flex-wrap items-center gap-x-5 gap-y-2 group-has-[tr_:checked]/list:flex">
          <p className="min-w-20 text-sm text-soft" aria-live="polite">
            {count > 0 ? texts.chosen.replace("{count}", String(count)) : texts.lead}
          </p>
          <span className="flex gap-2">
            <KeptSelect
              name="assigneeId"
              aria-label={texts.assignee}
              options={assignees}
              emptyText={texts.assignee}
              className={select}
            />
            <Button {...button} formAction={give} pending={isGiving} pendingText={texts.working}>
              {texts.assign}
            </Button>
          </span>
          <span className="flex gap-2">
            <KeptSelect
              name="snooze"
              aria-label={texts.snooze}
              options={snoozes}
              emptyText={texts.snooze}
              className={select}
            />
            <Button {...button} formAction={putOff} pending={isPutting} pendingText={texts.working}>
              {texts.snoozeSubmit}
            </Button>
          </span>
          <Button {...button} formAction={askNow} pending={isAsking} pendingText={texts.working}>
            {texts.ask}
          </Button>
        </div>
        <p
          role="status"
          className={failure ? "text-sm font-semibold text-bad empty:hidden" : "text-sm text-soft empty:hidden"}
        >
          {failure ? issueText(errors, failure.issues?.[0] ?? failure.error) : sent > 0 ? done : null}
        </p>
      </form>
      {children}
    </AnsweredForm>
  );
}
