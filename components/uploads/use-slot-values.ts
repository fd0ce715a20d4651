"use client";

import { unstable_isUnrecognizedActionError } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { fieldId } from "@/components/forms/field";
import { typedInside } from "@/components/forms/typed-before";
import { createAutosave, type SaveOutcome, type SaveState } from "@/components/onboarding/autosave";
import { keepDraft } from "@/components/onboarding/draft-door";
import { differences } from "@/lib/domain/merge-answers";
import type { FieldIssue } from "@/lib/domain/results";
import { recall, registerValues, remember } from "./pending-values";
import type { AboutValues } from "./slot-values";
import { useUploads } from "./uploads-provider";

/** Raw values by form code. */
type Values = Readonly<Record<string, string>>;

export const valuesPlace = (slotId: string) => `values-${slotId}`;
export const valueName = (slotId: string, code: string) => `${slotId}.${code}`;

/** What was typed before the script arrived. */
function typedByCode(slotId: string, codes: readonly string[]): Values {
  const typed = typedInside(valuesPlace(slotId));
  return Object.fromEntries(
    codes.flatMap((code) => {
      const value = typed[valueName(slotId, code)];
      return value === undefined ? [] : [[code, value]];
    }),
  );
}

/** What is said about all values, with what is now said about some of them. */
function aboutAnew(before: AboutValues, some: Values, { issues, warnings, notes }: AboutValues): AboutValues {
  const isOther = ({ path }: FieldIssue) => !(path in some);
  return {
    issues: [...before.issues.filter(isOther), ...issues],
    warnings: [...before.warnings.filter(isOther), ...warnings],
    notes,
  };
}
const nothingSaid: AboutValues = { issues: [], warnings: [], notes: {} };

/**
 * The values beside one file: saved while somebody types, judged by the server, and taken over where another tab, or somebody
 * else, kept newer ones that nobody has typed over here.
 * @param opened the values as the page was made, `about` what was said of them
 * @returns `start` what the fields open with, `shown` what stands in them, `elsewhere` the codes that were taken over
 */
export function useSlotValues(slotId: string, opened: Values, about: AboutValues) {
  const { scope, onBehalf, draftsAt, saveValues, tellTabs } = useUploads();
  const slot = `${scope}/${slotId}`;
  const [fromPage] = useState(opened);
  const [start] = useState(() => ({ ...recall(slot, fromPage), ...typedByCode(slotId, Object.keys(fromPage)) }));
  const typed = useRef<Values>(start);
  const [shown, setShown] = useState<Values>(start);
  /** What this tab knows to be kept. */
  const known = useRef<Values>(fromPage);
  const autosave = useRef<ReturnType<typeof createAutosave> | null>(null);
  const [state, setState] = useState<SaveState>({ kind: "idle" });
  const [said, setSaid] = useState(about);
  const [elsewhere, setElsewhere] = useState<readonly string[]>([]);

  const put = useCallback(
    (values: Values) => {
      typed.current = values;
      setShown(values);
      remember(slot, fromPage, values);
    },
    [slot, fromPage],
  );

  useEffect(() => {
    const changed = (): Values =>
      Object.fromEntries(
        Object.entries(typed.current).filter(([code, value]) => value !== (known.current[code] ?? "")),
      );
    async function send(): Promise<SaveOutcome> {
      const mine = changed();
      // What was taken over from elsewhere is kept already.
      if (Object.keys(mine).length === 0) return { kind: "saved" };
      const isKept = () => {
        known.current = { ...known.current, ...mine };
        tellTabs();
      };
      try {
        const answer = await saveValues({ applicationId: scope, slotId, values: mine });
        if (!answer.ok) return { kind: "refused", error: answer.error };
        // What a number says is only said of the one that stands there.
        const isNow = Object.entries(mine).every(([code, value]) => typed.current[code] === value);
        setSaid((before) => aboutAnew(before, mine, isNow ? answer.data : { ...answer.data, notes: {} }));
        isKept();
        return { kind: "saved" };
      } catch (error) {
        // A new version of the portal knows this action no more; the door of the drafts stays where it is.
        if (onBehalf || !unstable_isUnrecognizedActionError(error)) return { kind: "failed" };
        const outcome = await keepDraft(draftsAt, { part: "slots", values: { [slotId]: mine }, base: {} });
        if (outcome.kind === "saved") isKept();
        return outcome;
      }
    }
    function takeOver(kept: Values): void {
      const news = differences(known.current, kept) as { path: string; value: string }[];
      const isUntouched = ({ path }: { path: string }) => (typed.current[path] ?? "") === (known.current[path] ?? "");
      const taken: Values = Object.fromEntries(
        news.filter((one) => one.path in fromPage && isUntouched(one)).map(({ path, value }) => [path, value]),
      );
      known.current = { ...known.current, ...kept };
      if (Object.keys(taken).length === 0) return;
      put({ ...typed.current, ...taken });
      for (const [code, value] of Object.entries(taken)) {
        const field = document.getElementById(fieldId(valueName(slotId, code)));
        if (field instanceof HTMLInputElement) field.value = value;
      }
      setSaid((before) => aboutAnew(before, taken, nothingSaid));
      setElsewhere((before) => [...new Set([...before, ...Object.keys(taken)])]);
    }
    const isUnsaved = Object.keys(changed()).length > 0;
    const own = createAutosave({ body: () => JSON.stringify(typed.current), send, onState: setState, isUnsaved });
    autosave.current = own;
    if (isUnsaved) own.changed();
    const unregister = registerValues({
      flush: own.flush,
      expect: () => {
        const before = known.current;
        // What was saved here meanwhile may be newer than the answer.
        return (kept) => before === known.current && takeOver((kept[slotId] ?? {}) as Values);
      },
    });
    return () => {
      unregister();
      void own.flush();
    };
  }, [slotId, put, fromPage, scope, onBehalf, draftsAt, saveValues, tellTabs]);

  const type = (code: string, value: string) => {
    put({ ...typed.current, [code]: value });
    setSaid((before) => ({ ...before, notes: {} }));
    autosave.current?.changed();
  };
  const leave = () => void autosave.current?.flush();
  return { start, shown, said, state, elsewhere, type, leave };
}
