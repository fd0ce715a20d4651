"use client";

import { type ComponentProps, createContext, useContext } from "react";
import type { ActionFailure } from "@/lib/domain/results";
import { Select, type SelectProps } from "../forms/select";
import { TextField } from "../forms/text-input";

export type DeedState = { typed: Record<string, string>; failure: ActionFailure | null; sent: number };
export const nothingSent: DeedState = { typed: {}, failure: null, sent: 0 };

/**
 * What a form was answered. React empties a form after its action, so fields that must keep a refused answer are made anew
 * from it, also on a page that was sent without a script.
 */
const Answered = createContext<DeedState>(nothingSent);
export const AnsweredForm = Answered.Provider;

/** A choice that stays what was chosen when it was refused. */
export function KeptSelect({ name, defaultValue, ...select }: SelectProps & { name: string }) {
  const { typed, sent } = useContext(Answered);
  return <Select key={sent} {...select} name={name} defaultValue={typed[name] ?? defaultValue} />;
}

/** A line of text that stays what was typed when it was refused. */
export function KeptText({ name, defaultValue, ...field }: ComponentProps<typeof TextField>) {
  const { typed, sent } = useContext(Answered);
  return <TextField key={sent} {...field} name={name} defaultValue={typed[name] ?? defaultValue} />;
}

/** A box, its label for those who hear it, that stays ticked when what was asked for was refused. */
export function KeptTick({ name, label, ...box }: { name: string; label: string; form: string; value?: string }) {
  const { typed, sent } = useContext(Answered);
  return (
    <label className="grid size-11 place-items-center">
      <input
        key={sent}
        {...box}
        type="checkbox"
        name={name}
        aria-label={label}
        defaultChecked={Object.hasOwn(typed, name)}
        className="size-4.5 accent-[var(--accent-fill)]"
      />
    </label>
  );
}
