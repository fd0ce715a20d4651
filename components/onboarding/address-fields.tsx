"use client";

import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useFormContext } from "react-hook-form";
import { TextField } from "@/components/forms/text-input";
import { classes } from "@/components/ui/classes";
import { parseArea } from "@/lib/domain/fields/area-parts";
import type { ActionResult } from "@/lib/domain/results";
import { PartTextArea, usePartField } from "./part-fields";

/** `{count}` in `results` is filled with how many were found. */
export type AreaTexts = Record<"searching" | "results" | "noResults" | "searchFailed", string>;
export type AreaSearch = (input: { keyword: string }) => Promise<ActionResult<string[]>>;

type Found = { kind: "idle" | "searching" | "failed"; areas: string[] } | { kind: "found"; areas: string[] };

const nothing: Found = { kind: "idle", areas: [] };
const quietMs = 350;
const minLetters = 3;

export function AddressFields({ texts, search }: { texts: AreaTexts; search: AreaSearch }) {
  return (
    <>
      <AreaField texts={texts} search={search} />
      <PartTextArea name="street" autoComplete="street-address" maxLength={255} rows={2} />
    </>
  );
}

/** Looks areas up while somebody types; answers that came too late are dropped. */
function useAreaSearch(search: AreaSearch) {
  const [found, setFound] = useState<Found>(nothing);
  const latest = useRef({ timer: 0, turn: 0 });
  useEffect(() => () => window.clearTimeout(latest.current.timer), []);
  const lookUp = (keyword: string) => {
    const own = latest.current;
    window.clearTimeout(own.timer);
    own.turn += 1;
    const turn = own.turn;
    if (keyword.trim().length < minLetters || parseArea(keyword)) return setFound(nothing);
    own.timer = window.setTimeout(async () => {
      setFound(({ areas }) => ({ kind: "searching", areas }));
      const result = await search({ keyword }).catch(() => null);
      if (turn !== own.turn) return;
      setFound(result?.ok ? { kind: "found", areas: result.data } : { kind: "failed", areas: [] });
    }, quietMs);
  };
  const close = () => {
    latest.current.turn += 1;
    setFound(nothing);
  };
  return { found, lookUp, close };
}

/** A line of text that suggests DOKU's areas below it; what is typed by hand counts as well. */
function AreaField({ texts, search }: { texts: AreaTexts; search: AreaSearch }) {
  const { props, isShown } = usePartField({ name: "area" });
  const { setValue, formState } = useFormContext();
  const { found, lookUp, close } = useAreaSearch(search);
  const [active, setActive] = useState(-1);
  const listId = useId();
  if (!isShown) return null;
  const isOpen = found.areas.length > 0;
  const choose = (area: string) => {
    setValue("area", area, { shouldDirty: true, shouldValidate: formState.isSubmitted });
    setActive(-1);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = found.areas[active];
    if (event.key === "Escape" && isOpen) close();
    else if (event.key === "Enter" && chosen !== undefined) choose(chosen);
    else if (event.key === "ArrowDown" && isOpen) setActive((active + 1) % found.areas.length);
    else if (event.key === "ArrowUp" && isOpen) setActive((active <= 0 ? found.areas.length : active) - 1);
    else return;
    event.preventDefault();
  };
  const words = {
    idle: "",
    searching: texts.searching,
    failed: texts.searchFailed,
    found: isOpen ? texts.results.replace("{count}", String(found.areas.length)) : texts.noResults,
  };
  return (
    <div className="space-y-2">
      <TextField
        {...props}
        onChange={(event) => {
          void props.onChange(event);
          setActive(-1);
          lookUp(event.target.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={(event) => {
          void props.onBlur(event);
          close();
        }}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
        autoComplete="off"
        maxLength={255}
      />
      <p role="status" className={classes("text-sm text-soft", words[found.kind] === "" && "hidden")}>
        {words[found.kind]}
      </p>
      {isOpen ? (
        <div
          id={listId}
          role="listbox"
          aria-label={words.found}
          className="max-h-80 divide-y divide-line overflow-y-auto rounded-control border border-edge bg-card"
        >
          {found.areas.map((area, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the line of text, which keeps the focus
            <div
              key={area}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(area)}
              className={classes(
                "min-h-11 cursor-pointer px-4 py-2.5",
                index === active ? "bg-accent-soft" : "hover:bg-hover",
              )}
            >
              {area}
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
}
