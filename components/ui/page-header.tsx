import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "./link";
import { PageTitle } from "./page-title";

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
          className="mb-2 -ml-1 inline-flex min-h-11 items-center gap-1.5 px-1 text-[0.9375rem]"
        >
          <ArrowLeft aria-hidden="true" size={17} />
          {back.label}
        </Link>
      ) : null}
      {eyebrow ? <p className="mb-1 text-sm font-semibold text-soft">{eyebrow}</p> : null}
      <PageTitle title={title} lead={lead}>
        {actions ? (
          <div data-print="hide" className="flex flex-wrap items-start gap-2">
            {actions}
          </div>
        ) : null}
      </PageTitle>
    </div>
  );
}
