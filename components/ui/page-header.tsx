import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "./link";

/** The head of a page: the one h1, what it means, and the way back. */
export function PageHeader({
  title,
  lead,
  eyebrow,
  back,
  actions,
}: {
  title: ReactNode;
  lead?: ReactNode;
  /** A few words over the title, such as the step. */
  eyebrow?: ReactNode;
  back?: { href: string; label: ReactNode } | undefined;
  actions?: ReactNode;
}) {
  return (
    <div className="mb-6">
      {back ? (
        <Link
          href={back.href}
          data-print="hide"
          className="mb-2 -ml-1 inline-flex min-h-11 items-center gap-1.5 px-1 text-[15px]"
        >
          <ArrowLeft aria-hidden="true" size={17} />
          {back.label}
        </Link>
      ) : null}
      {eyebrow ? <p className="mb-1 text-sm font-semibold text-soft">{eyebrow}</p> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <h1 className="text-[25px]/tight font-bold tracking-tight sm:text-[28px]/tight">{title}</h1>
        {actions ? (
          <div data-print="hide" className="flex flex-wrap items-start gap-2">
            {actions}
          </div>
        ) : null}
      </div>
      {lead ? <p className="mt-2 max-w-[62ch] text-soft">{lead}</p> : null}
    </div>
  );
}
