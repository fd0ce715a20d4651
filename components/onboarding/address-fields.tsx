"use client";

import { useEffect, useRef, useState } from "react";
import { useFormContext } from "react-hook-form";
import { ComboboxField } from "@/components/forms/combobox";
import { areaWithoutCode, type FoundAreas, parseArea } from "@/lib/domain/fields/area-parts";
import type { ActionResult } from "@/lib/domain/results";
import { PartTextArea, usePartField } from "./part-fields";
import { PostalCodeField, type PostalCodeTexts } from "./postal-code-field";

/** `{count}` in `results` and `offlineResults` is filled with how many were found. */
export type AreaTexts = PostalCodeTexts &
  Record<
    "searching" | "results" | "noResults" | "offlineResults" | "offlineByName" | "offlineSource" | "searchFailed",
    string
  >;
export type AreaSearch = (input: { keyword: string }) => Promise<ActionResult<FoundAreas>>;

type Found = FoundAreas & { kind: "idle" | "searching" | "failed" | "found"; keyword: string };

const nothing: Found = { kind: "idle", keyword: "", areas: [], isOffline: false };
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
      setFound((before) => ({ ...before, kind: "searching" }));
      const result = await search({ keyword }).catch(() => null);
      if (turn !== own.turn) return;
      setFound(result?.ok ? { ...result.data, kind: "found", keyword } : { ...nothing, kind: "failed" });
    }, quietMs);
  };
  const close = () => {
    latest.current.turn += 1;
    setFound(nothing);
  };
  return { found, lookUp, close };
}

/** How the search is going, in words. */
function statusOf({ kind, keyword, areas, isOffline }: Found, texts: AreaTexts): string {
  if (kind === "idle") return "";
  if (kind !== "found") return kind === "searching" ? texts.searching : texts.searchFailed;
  const [first] = areas;
  if (first === undefined) return isOffline && !/\p{L}/u.test(keyword) ? texts.offlineByName : texts.noResults;
  return (areaWithoutCode(first) ? texts.offlineResults : texts.results).replace("{count}", String(areas.length));
}

/** A line of text that suggests areas below it; what is typed by hand counts as well. */
function AreaField({ texts, search }: { texts: AreaTexts; search: AreaSearch }) {
  const { props, isShown } = usePartField({ name: "area" });
  const { setValue, formState } = useFormContext();
  const { found, lookUp, close } = useAreaSearch(search);
  /** The names that were chosen from the offline list, which wait for their postal code. */
  const [names, setNames] = useState(() => areaWithoutCode(props.defaultValue ?? ""));
  const postalCode = useRef<HTMLInputElement>(null);
  const isJustChosen = useRef(false);
  useEffect(() => {
    if (names !== null && isJustChosen.current) postalCode.current?.focus();
    isJustChosen.current = false;
  }, [names]);
  if (!isShown) return null;
  const set = (area: string) => setValue("area", area, { shouldDirty: true, shouldValidate: formState.isSubmitted });
  const choose = (area: string) => {
    set(area);
    close();
    isJustChosen.current = true;
    setNames(areaWithoutCode(area));
  };
  return (
    <>
      <ComboboxField
        {...props}
        choices={found.areas.map((area) => ({ value: area, label: area }))}
        listLabel={props.label}
        status={statusOf(found, texts)}
        isStatusShown
        footer={found.isOffline ? <p className="px-4 py-2 text-xs text-soft">{texts.offlineSource}</p> : null}
        onChange={(event) => {
          void props.onChange(event);
          setNames(null);
          lookUp(event.target.value);
        }}
        onBlur={(event) => {
          void props.onBlur(event);
          close();
        }}
        onClose={close}
        onChoose={({ value }) => choose(value)}
        maxLength={255}
      />
      {names === null ? null : (
        <PostalCodeField
          ref={postalCode}
          texts={texts}
          onType={(code) => set([code, names].filter(Boolean).join(" - "))}
        />
      )}
    </>
  );
}
