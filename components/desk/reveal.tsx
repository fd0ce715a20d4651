"use client";

import { Eye, EyeOff } from "lucide-react";
import { createContext, type ReactNode, use, useMemo, useState, useTransition } from "react";
import type { ActionResult } from "@/lib/domain/results";
import { issueText } from "../forms/issue-text";

export type RevealTexts = Record<"show" | "showAll" | "mask" | "showing", string>;
type Revealed = Record<string, string>;

type Reveal = {
  revealed: Revealed;
  texts: RevealTexts;
  /** Null for readers who may not. */
  show: ((what: string) => Promise<void>) | null;
  mask: (what: string) => void;
};
const Context = createContext<Reveal | null>(null);

const isIn = (secret: string, group: string) => secret === group || secret.startsWith(`${group}/`);

/**
 * Holds the personal numbers that somebody asked to see, for as long as the page is open and nowhere else. The server
 * writes down each asking before it answers.
 * @param reveal answers with the numbers by name; null for readers who may not
 */
export function RevealProvider({
  applicationId,
  reveal,
  texts,
  errors,
  children,
}: {
  applicationId: string;
  reveal: ((input: { applicationId: string; what: string }) => Promise<ActionResult<Revealed>>) | null;
  texts: RevealTexts;
  errors: Record<string, string>;
  children: ReactNode;
}) {
  const [revealed, setRevealed] = useState<Revealed>({});
  const [fault, setFault] = useState<string | null>(null);
  const value = useMemo((): Reveal => {
    const show = async (what: string) => {
      const answer = await reveal?.({ applicationId, what }).catch(() => null);
      if (answer?.ok) setRevealed((before) => ({ ...before, ...answer.data }));
      setFault(answer?.ok ? null : (answer?.error ?? "unavailable"));
    };
    const mask = (what: string) =>
      setRevealed((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !isIn(name, what))));
    return { revealed, texts, show: reveal && show, mask };
  }, [applicationId, reveal, texts, revealed]);
  return (
    <Context value={value}>
      <p role="alert" className="font-semibold text-bad empty:hidden">
        {fault ? issueText(errors, fault) : null}
      </p>
      {children}
    </Context>
  );
}

function useReveal(): Reveal {
  const reveal = use(Context);
  if (!reveal) throw new Error("useReveal needs a RevealProvider above it");
  return reveal;
}

const button =
  "inline-flex min-h-11 items-center gap-1.5 rounded-control px-2 text-sm font-semibold text-accent hover:bg-accent-soft sm:min-h-8";

/** One personal number: masked, with a button that shows it. `label` says which, for those who hear it. */
export function Secret({ name, masked, label }: { name: string; masked: string; label: string }) {
  const { revealed, texts, show, mask } = useReveal();
  const [isPending, startTransition] = useTransition();
  const value = revealed[name];
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5 tabular-nums">
      <span role="status">{value ?? masked}</span>
      {show ? (
        <button
          type="button"
          className={button}
          aria-disabled={isPending}
          onClick={() => (value === undefined ? startTransition(() => show(name)) : mask(name))}
        >
          {value === undefined ? <Eye aria-hidden="true" size={16} /> : <EyeOff aria-hidden="true" size={16} />}
          <span className="sr-only">
            {value === undefined ? texts.show : texts.mask} {label}
          </span>
        </button>
      ) : null}
    </span>
  );
}

/** Shows all numbers of a section at once, or masks them again. */
export function RevealAll({ group, label }: { group: string; label: string }) {
  const { revealed, texts, show, mask } = useReveal();
  const [isPending, startTransition] = useTransition();
  if (!show) return null;
  const isShown = Object.keys(revealed).some((name) => isIn(name, group));
  return (
    <button
      type="button"
      className={button}
      aria-disabled={isPending}
      onClick={() => (isShown ? mask(group) : startTransition(() => show(group)))}
    >
      {isPending ? texts.showing : isShown ? texts.mask : texts.showAll}
      <span className="sr-only"> ({label})</span>
    </button>
  );
}
