import type { ReactNode } from "react";

/** The one h1 of a page and what it means; on its own where a page must do without links, as one that tells a failure. */
export function PageTitle({
  title,
  lead,
  children,
}: {
  title: ReactNode;
  lead?: ReactNode;
  /** Beside the title. */
  children?: ReactNode;
}) {
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <h1 className="min-w-0 text-[1.5625rem]/tight font-bold tracking-tight sm:text-[1.75rem]/tight">{title}</h1>
        {children}
      </div>
      {lead ? <p className="mt-2 max-w-[62ch] text-soft">{lead}</p> : null}
    </>
  );
}
