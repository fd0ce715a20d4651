"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "../ui/button";
import { KeyHint } from "./case-buttons";
import { useCase } from "./case-context";
import { isTyping, watchChord } from "./desk-keys";
import { KeyHelp } from "./key-help";

type Can = {
  canReturn: boolean;
  canAssign: boolean;
  canSnooze: boolean;
  correctHref: string | null;
  previousHref: string | null;
  nextHref: string | null;
  /** The list that the reader came from. */
  listHref: string;
};

/** What each key does now; what is not possible has none. */
function useDeeds({ canReturn, canAssign, canSnooze, correctHref, previousHref, nextHref }: Can) {
  const { open } = useCase();
  const router = useRouter();
  const go = (href: string | null) => (href === null ? null : () => router.push(href));
  return {
    r: canReturn ? () => open({ kind: "return", type: null }) : null,
    c: go(correctHref),
    a: canAssign ? () => open({ kind: "assign" }) : null,
    s: canSnooze ? () => open({ kind: "snooze" }) : null,
    n: go(nextHref),
    p: go(previousHref),
  };
}

/** The keys of a merchant's page, and the button that tells them. */
export function CaseKeys(can: Can) {
  const { texts } = useCase();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const deeds = useDeeds(can);
  const router = useRouter();
  const [endsChord] = useState(watchChord);
  const { listHref } = can;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("dialog[open]")) return;
      const known: Record<string, (() => void) | null> = { ...deeds, "?": () => setHelpOpen(true) };
      const deed = endsChord(event.key, Date.now()) ? () => router.push(listHref) : known[event.key];
      if (!deed) return;
      event.preventDefault();
      deed();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });
  const keys = Object.entries(deeds).flatMap(([key, deed]) => (deed ? [{ key, what: texts[`key_${key}`] ?? "" }] : []));
  return (
    <>
      <Button variant="quiet" size="sm" className="hidden sm:inline-flex" onClick={() => setHelpOpen(true)}>
        {texts.keys}
        <KeyHint>{"?"}</KeyHint>
      </Button>
      <KeyHelp
        open={isHelpOpen}
        onClose={() => setHelpOpen(false)}
        keys={[...keys, { key: "g q", what: texts.key_g ?? "" }, { key: "?", what: texts.key_help ?? "" }]}
        texts={{ title: texts.keys ?? "", close: texts.close ?? "" }}
      />
    </>
  );
}
