"use client";

import type { ReactNode } from "react";
import type { ActionResult } from "@/lib/domain/results";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { filled } from "../ui/filled";
import { useCase } from "./case-context";

export type CaseColleague = {
  id: string;
  name: string;
  isAway: boolean;
  /** How many merchants in the queue they have. */
  cases: number;
};

export type Assign = (input: {
  applicationId: string;
  seen: number;
  assigneeId: string | null;
}) => Promise<ActionResult<{ previousId: string | null }>>;
export type UndoAssign = (input: {
  applicationId: string;
  givenId: string | null;
  previousId: string | null;
}) => Promise<ActionResult<unknown>>;

/** Who can have the case, oneself first. One press gives it. */
export function AssignDialog({
  applicationId,
  ownId,
  assigneeId,
  colleagues,
  assign,
  undoAssign,
  away,
}: {
  applicationId: string;
  ownId: string;
  assigneeId: string | null;
  colleagues: readonly CaseColleague[];
  assign: Assign;
  undoAssign: UndoAssign;
  /** One's own "away". */
  away: ReactNode;
}) {
  const { texts, run, isWorking, dialog, close, seen } = useCase();
  const give = (id: string | null) => {
    close();
    const name = colleagues.find((one) => one.id === id)?.name ?? "";
    void run(
      () => assign({ applicationId, seen: seen.version, assigneeId: id }),
      ({ previousId }) => ({
        text: id === null ? (texts.unassigned ?? "") : filled(texts.assigned, { name }),
        undo: () => undoAssign({ applicationId, givenId: id, previousId }),
      }),
    );
  };
  const own = colleagues.filter(({ id }) => id === ownId);
  const listed = [...own, ...colleagues.filter(({ id }) => id !== ownId)];
  return (
    <Dialog
      open={dialog?.kind === "assign"}
      onClose={close}
      title={texts.assignTitle}
      actions={
        <>
          {assigneeId ? (
            <Button variant="secondary" size="sm" pending={isWorking} onClick={() => give(null)}>
              {texts.assignNobody}
            </Button>
          ) : null}
          <Button variant="quiet" size="sm" onClick={close}>
            {texts.cancel}
          </Button>
        </>
      }
    >
      <ul className="-mx-2">
        {listed.map(({ id, name, isAway, cases }) => (
          <li key={id}>
            <button
              type="button"
              aria-pressed={id === assigneeId}
              onClick={() => give(id)}
              className="flex min-h-11 w-full items-center justify-between gap-4 rounded-control px-2 py-2 text-left hover:bg-hover aria-pressed:bg-accent-soft"
            >
              <span className="min-w-0 font-semibold break-words">
                {id === ownId ? filled(texts.assignMe, { name }) : name}
              </span>
              <span className="shrink-0 text-sm text-soft">
                {isAway ? `${texts.away} · ` : null}
                {filled(texts.cases, { count: String(cases) })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {away}
    </Dialog>
  );
}
