"use client";

import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { ActionFailure, ActionResult } from "@/lib/domain/results";
import type { CallbackType } from "@/lib/domain/sections";
import { issueText } from "../forms/issue-text";
import { Button } from "../ui/button";
import { classes } from "../ui/classes";

/** The state of the case as the page shows it. `at`, in milliseconds: when it last changed. */
export type Seen = { version: number; at: number };

/** Words of the page's moving parts, in the reader's language; placeholders are plain `{name}`. */
export type CaseTexts = Record<string, string>;

/** What is said after a deed, and how it is undone. */
export type Said = { text: string; undo?: () => Promise<ActionResult<unknown>> };

/** What can be opened over the page. */
export type CaseDialog = { kind: "return"; type: CallbackType | null } | { kind: "assign" } | { kind: "snooze" };

/** `seenAt`: when the state was seen that it is about · `isToldThere`: a failure is said beside the form's own fields. */
type Deed = <T>(
  deed: () => Promise<ActionResult<T>>,
  say: (data: T) => Said | null,
  options?: { seenAt?: number; isToldThere?: boolean },
) => Promise<ActionResult<T>>;

type Case = {
  seen: Seen;
  texts: CaseTexts;
  errors: Record<string, string>;
  /** Carries out a deed and says what came of it. A stale decision leads to what happened since `seenAt`. */
  run: Deed;
  isWorking: boolean;
  dialog: CaseDialog | null;
  /** Leads to what happened since a moment, in milliseconds. */
  showSince: (at: number) => void;
  open: (dialog: CaseDialog) => void;
  close: () => void;
};

const CaseContext = createContext<Case | null>(null);

export function useCase(): Case {
  const value = useContext(CaseContext);
  if (!value) throw new Error("outside of a case");
  return value;
}

/**
 * For buttons and forms that stand on other pages too: on a merchant's page a decision that came too late leads to what
 * happened meanwhile.
 */
export function useMeanwhile(error: string | undefined, isPending: boolean): void {
  const value = useContext(CaseContext);
  const at = value?.seen.at;
  const pressed = useRef(at);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what counts is the state at the press
  useEffect(() => {
    if (isPending) pressed.current = at;
  }, [isPending]);
  const show = value?.showSince;
  useEffect(() => {
    if (error === "decidedMeanwhile" && pressed.current !== undefined) show?.(pressed.current);
  }, [error, show]);
}

/** Leads to the same page with what happened since the reader saw it. */
function sinceAddress(at: number): string {
  const query = new URLSearchParams(window.location.search);
  query.set("since", String(at));
  return `${window.location.pathname}?${query}`;
}

/** What holds one merchant's page together: which deed is under way, what was done last, and how to undo it. */
export function CaseProvider({
  seen,
  texts,
  errors,
  children,
}: {
  seen: Seen;
  texts: CaseTexts;
  errors: Record<string, string>;
  children: ReactNode;
}) {
  const router = useRouter();
  const [dialog, setDialog] = useState<CaseDialog | null>(null);
  const [said, setSaid] = useState<(Said & { isBad: boolean }) | null>(null);
  const [working, setWorking] = useState(0);
  const isWorking = working > 0;
  const current = useRef(seen);
  current.current = seen;

  const showSince = useCallback(
    (at: number) => {
      setDialog(null);
      setSaid(null);
      router.replace(sinceAddress(at), { scroll: true });
    },
    [router],
  );
  const run: Deed = useCallback(
    async (deed, say, { seenAt = current.current.at, isToldThere = false } = {}) => {
      setWorking((count) => count + 1);
      const result = await deed().catch((): ActionFailure => ({ ok: false, error: "unavailable" }));
      // No transition: it would last until the page has rendered again, and an undo must be there at once.
      setWorking((count) => count - 1);
      if (result.ok) {
        const words = say(result.data);
        setSaid(words && { ...words, isBad: false });
        router.refresh();
      } else if (result.error === "decidedMeanwhile") {
        showSince(seenAt);
      } else {
        const text = issueText(errors, result.issues?.[0] ?? result.error);
        setSaid(isToldThere ? null : { text, isBad: true });
      }
      return result;
    },
    [router, errors, showSince],
  );
  const undo = said?.undo;
  const value = useMemo(
    () => ({
      seen,
      texts,
      errors,
      run,
      isWorking,
      dialog,
      showSince,
      open: setDialog,
      close: () => setDialog(null),
    }),
    [seen, texts, errors, run, isWorking, dialog, showSince],
  );
  return (
    <CaseContext value={value}>
      {children}
      {/* Always there, so that its words are spoken when they appear. */}
      <div role="status" className="fixed inset-x-4 bottom-4 z-20 mx-auto max-w-lg empty:hidden">
        {said ? (
          <div
            className={classes(
              "flex items-center gap-3 rounded-card border bg-card py-1.5 pr-1.5 pl-4 shadow-lg",
              said.isBad ? "border-bad text-bad" : "border-line",
            )}
          >
            <p className="min-w-0 flex-1 py-2 text-[0.9375rem] font-semibold break-words">{said.text}</p>
            {undo ? (
              <Button
                variant="quiet"
                size="sm"
                pending={isWorking}
                onClick={() => run(undo, () => ({ text: texts.undone ?? "" }))}
              >
                {texts.undo}
              </Button>
            ) : null}
            <Button variant="quiet" size="sm" aria-label={texts.dismiss} onClick={() => setSaid(null)}>
              <X aria-hidden="true" size={18} />
            </Button>
          </div>
        ) : null}
      </div>
    </CaseContext>
  );
}
