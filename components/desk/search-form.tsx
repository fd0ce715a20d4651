"use client";

import { Search } from "lucide-react";
import { useActionState } from "react";
import type { ActionFailure } from "@/lib/domain/results";
import { controlLook } from "../forms/text-input";
import { Button } from "../ui/button";
import { classes } from "../ui/classes";

type FormState = { typed: Record<string, string>; failure: ActionFailure | null; sent: number };

/**
 * A search that is posted, so that what belongs to a person never stands in the address bar, in the history or in the log of
 * a proxy; what may be seen comes back as the address of the result. What nobody has stays typed. Works without JavaScript.
 */
export function SearchForm({
  action,
  value,
  kept,
  label,
  hint,
  submit,
  failures,
}: {
  action: (previous: FormState, form: FormData) => Promise<FormState>;
  value: string;
  /** Other filters that a search keeps. */
  kept: Record<string, string>;
  label: string;
  hint: string;
  submit: string;
  /** Said when nobody has what was typed, and when the search itself failed. */
  failures: Record<"nobodyFound" | "unexpected", string>;
}) {
  const [state, run] = useActionState(action, { typed: {}, failure: null, sent: 0 });
  return (
    <search>
      <form action={run} className="flex gap-2">
        {Object.entries(kept).map(([name, text]) => (
          <input key={name} type="hidden" name={name} value={text} />
        ))}
        <input
          type="search"
          data-key="search"
          name="q"
          key={state.sent}
          defaultValue={state.typed.q ?? value}
          autoComplete="off"
          aria-label={label}
          placeholder={hint}
          className={classes(controlLook, "h-11 min-w-0 flex-1")}
        />
        <Button type="submit" variant="secondary" size="sm" aria-label={submit} className="px-3.5">
          <Search aria-hidden="true" size={18} />
        </Button>
      </form>
      <p role="status" className="mt-1.5 text-sm font-semibold text-bad empty:hidden">
        {state.failure ? failures[state.failure.error === "nobodyFound" ? "nobodyFound" : "unexpected"] : null}
      </p>
    </search>
  );
}
