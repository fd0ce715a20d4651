"use client";

import { type ComponentProps, createContext, useContext, useState } from "react";
import { useFormStatus } from "react-dom";
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

/**
 * What a field holds once the form was answered: what was put in while the answer was on its way, which nobody has read yet,
 * or what was refused.
 */
function useKept(name: string) {
  const { typed, sent } = useContext(Answered);
  const { pending } = useFormStatus();
  const [late, setLate] = useState({ answer: -1, value: "" });
  const answer = pending ? sent + 1 : sent;
  return {
    sent,
    value: late.answer === answer ? late.value : typed[name],
    put: (value: string) => pending && setLate({ answer, value }),
  };
}

/** A choice that stays what was chosen when it was refused. */
export function KeptSelect({ name, defaultValue, ...select }: SelectProps & { name: string }) {
  const { sent, value, put } = useKept(name);
  return (
    <Select
      key={sent}
      {...select}
      name={name}
      defaultValue={value ?? defaultValue}
      onChange={(event) => put(event.currentTarget.value)}
    />
  );
}

/** A line of text that stays what was typed when it was refused. It is not made anew: who types on keeps the cursor. */
export function KeptText({ name, defaultValue, ...field }: ComponentProps<typeof TextField>) {
  const { value, put } = useKept(name);
  return (
    <TextField
      {...field}
      name={name}
      defaultValue={value ?? defaultValue}
      onInput={(event) => put(event.currentTarget.value)}
    />
  );
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
