"use client";

import { useSyncExternalStore } from "react";

type Rules = typeof import("./part-rules");

let rules: Rules | null = null;
let loading: Promise<Rules | null> | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Fetches the rules, once a page; to be called when somebody begins to fill in. Null when they did not come: the server
 * has the same ones, and the next call tries again.
 */
export function loadPartRules(): Promise<Rules | null> {
  loading ??= import("./part-rules").then(
    (loaded) => {
      rules = loaded;
      for (const listener of listeners) listener();
      return loaded;
    },
    () => {
      loading = null;
      return null;
    },
  );
  return loading;
}

/** The rules, or null until somebody has begun to fill in: what the server said about the page holds until then. */
export function usePartRules(): Rules | null {
  return useSyncExternalStore(
    subscribe,
    () => rules,
    () => null,
  );
}
