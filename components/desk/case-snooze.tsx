"use client";

import { useState } from "react";
import type { ActionResult } from "@/lib/domain/results";
import { snoozeChoices, snoozeUntil, wibMoment, wibText } from "@/lib/domain/snooze-times";
import { Field } from "../forms/field";
import { TextInput } from "../forms/text-input";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { filled } from "../ui/filled";
import { useCase } from "./case-context";

export type Snooze = (input: {
  applicationId: string;
  seen: number;
  until: string | null;
}) => Promise<ActionResult<{ previous: Date | null }>>;
export type UndoSnooze = (input: {
  applicationId: string;
  until: string | null;
  previous: string | null;
}) => Promise<ActionResult<unknown>>;

/** A moment as people read it, in WIB. */
const spoken = (at: Date, locale: string) =>
  new Intl.DateTimeFormat(locale, {
    timeZone: "Asia/Jakarta",
    weekday: "long",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(at);

/** Puts the case aside: one press for the usual, or any moment. */
export function SnoozeDialog({
  applicationId,
  snoozedUntil,
  snooze,
  undoSnooze,
  locale,
}: {
  applicationId: string;
  snoozedUntil: Date | null;
  snooze: Snooze;
  undoSnooze: UndoSnooze;
  locale: string;
}) {
  const { texts, run, isWorking, dialog, close, seen } = useCase();
  const [fault, setFault] = useState<string>();
  const isOpen = dialog?.kind === "snooze";
  const put = (until: Date | null) => {
    close();
    setFault(undefined);
    void run(
      () => snooze({ applicationId, seen: seen.version, until: until?.toISOString() ?? null }),
      ({ previous }) => ({
        text: until ? filled(texts.snoozed, { when: spoken(until, locale) }) : (texts.woken ?? ""),
        undo: () =>
          undoSnooze({
            applicationId,
            until: until?.toISOString() ?? null,
            previous: previous?.toISOString() ?? null,
          }),
      }),
    );
  };
  return (
    <Dialog
      open={isOpen}
      onClose={close}
      title={texts.snoozeTitle}
      actions={
        <>
          {snoozedUntil ? (
            <Button variant="secondary" size="sm" pending={isWorking} onClick={() => put(null)}>
              {texts.wake}
            </Button>
          ) : null}
          <Button variant="quiet" size="sm" onClick={close}>
            {texts.cancel}
          </Button>
        </>
      }
    >
      {/* Made when it opens: its times count from then. */}
      {isOpen ? (
        <>
          <p className="text-soft">{texts.snoozeLead}</p>
          <ul className="-mx-2 mt-2">
            {snoozeChoices.map((choice) => {
              const until = snoozeUntil(choice, new Date());
              return (
                <li key={choice}>
                  <button
                    type="button"
                    onClick={() => put(until)}
                    className="flex min-h-11 w-full items-center justify-between gap-4 rounded-control px-2 py-2 text-left hover:bg-hover"
                  >
                    <span className="font-semibold">{texts[`snoozeFor_${choice}`]}</span>
                    <span className="text-right text-sm text-soft">{spoken(until, locale)}</span>
                  </button>
                </li>
              );
            })}
          </ul>
          <form
            noValidate
            className="mt-3 space-y-3 border-t border-line pt-4"
            onSubmit={(event) => {
              event.preventDefault();
              const until = wibMoment(String(new FormData(event.currentTarget).get("until") ?? ""));
              if (until && until > new Date()) put(until);
              else setFault(texts.snoozePast);
            }}
          >
            <Field name="until" label={texts.snoozeAt} error={fault}>
              {(control) => (
                <TextInput {...control} type="datetime-local" min={wibText(new Date())} className="max-w-64" />
              )}
            </Field>
            <Button type="submit" variant="secondary" size="sm" pending={isWorking}>
              {texts.snoozeSubmit}
            </Button>
          </form>
        </>
      ) : null}
    </Dialog>
  );
}
