"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useCase } from "./case-context";

/** Where single keys belong to what is typed. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** The keys of a merchant's page: what is not possible now has none. */
export function CaseKeys({
  canReturn,
  canAssign,
  canSnooze,
  correctHref,
  previousHref,
  nextHref,
}: {
  canReturn: boolean;
  canAssign: boolean;
  canSnooze: boolean;
  correctHref: string | null;
  previousHref: string | null;
  nextHref: string | null;
}) {
  const { open, dialog } = useCase();
  const router = useRouter();
  useEffect(() => {
    const go = (href: string | null) => href && (() => router.push(href));
    const deeds: Record<string, (() => void) | null | "" | false> = {
      r: canReturn && (() => open({ kind: "return", type: null })),
      a: canAssign && (() => open({ kind: "assign" })),
      s: canSnooze && (() => open({ kind: "snooze" })),
      c: go(correctHref),
      n: go(nextHref),
      p: go(previousHref),
    };
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("dialog[open]")) return;
      const deed = deeds[event.key];
      if (!deed) return;
      event.preventDefault();
      deed();
    };
    if (dialog) return;
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [canReturn, canAssign, canSnooze, correctHref, previousHref, nextHref, open, dialog, router]);
  return null;
}
