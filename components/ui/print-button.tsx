"use client";

import type { ReactNode } from "react";

/** Opens the browser's own dialog, which also saves as PDF. Without a script it would do nothing, so it is not there. */
export function PrintButton({ children }: { children: ReactNode }) {
  return (
    <button
      type="button"
      data-print="hide"
      data-needs="script"
      onClick={() => window.print()}
      className="inline-flex min-h-11 items-center gap-2 text-[0.9375rem] text-accent underline decoration-1 underline-offset-3 hover:decoration-2"
    >
      {children}
    </button>
  );
}
