"use client";

import { useSyncExternalStore } from "react";
import type { PartRules } from "./part-rules";

let rules: PartRules | null = null;
let loading: Promise<PartRules | null> | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Fetches the rules, once a page; to be called when somebody begins to fill in. Null when they did not come: the server
 * has the same ones, and the next call tries again.
 */
export function loadPartRules(): Promise<PartRules | null> {
  loading ??= import("./part-rules").then(
    ({ partRules }) => {
      rules = partRules;
      for (const listener of listeners) listener();
      return partRules;
    },
    () => {
      loading = null;
      return null;
    },
  );
  return loading;
}

/** The rules, or null until somebody has begun to fill in: what the server said about the page holds until then. */
export function usePartRules(): PartRules | null {
  return useSyncExternalStore(
    subscribe,
    () => rules,
    () => null,
  );
}
