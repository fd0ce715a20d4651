import type { ReactNode } from "react";

/** The first stop of the Tab key: past the header, to `PageBody`. */
export function SkipLink({ children }: { children: ReactNode }) {
  return (
    <a
      href="#main"
      className="sr-only rounded-control bg-accent px-4 py-3 font-semibold text-accent-ink focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-10"
    >
      {children}
    </a>
  );
}
