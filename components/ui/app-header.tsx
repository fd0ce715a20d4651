import type { ReactNode } from "react";
import { Link } from "./link";

/**
 * The strip on top of every page: whose portal this is, then language and sign-out.
 * @param logoUrl the partner's logo; its initial on the accent colour where there is none
 */
export function AppHeader({
  partnerName,
  logoUrl,
  homeHref,
  help,
  language,
  account,
  children,
}: {
  partnerName: string;
  logoUrl?: string | undefined;
  homeHref: string;
  help?: ReactNode;
  language?: ReactNode;
  account?: ReactNode;
  /** Navigation of staff. */
  children?: ReactNode;
}) {
  return (
    <header data-print="hide" className="border-b border-line">
      <div className="flex min-h-16 flex-wrap items-center gap-x-2 gap-y-1 px-5 sm:gap-x-4 py-2">
        <div className="flex min-w-0 grow basis-32">
          {/* One line high: a name that finds no room beside a wide logo goes below it, out of sight but still heard. */}
          <Link
            href={homeHref}
            className="inline-flex h-11 max-w-full flex-wrap items-center gap-x-2.5 overflow-hidden font-semibold text-ink no-underline sm:gap-x-3"
          >
            <span className="flex h-11 items-center">
              {logoUrl ? (
                // biome-ignore lint/performance/noImgElement: the partner's own logo, small already and of any shape
                <img
                  src={logoUrl}
                  alt=""
                  // Logos are drawn for white paper: in the dark they keep a piece of it.
                  className="h-8 w-auto max-w-28 rounded-[6px] object-contain sm:max-w-40 dark:bg-[#fff] dark:px-1.5 dark:py-1"
                />
              ) : (
                <span
                  aria-hidden="true"
                  className="grid size-8 place-items-center rounded-[9px] bg-accent font-bold text-accent-ink"
                >
                  {[...partnerName][0]?.toUpperCase()}
                </span>
              )}
            </span>
            <span className="flex h-11 min-w-0 max-w-max grow basis-20 items-center">
              <span className="line-clamp-2 leading-5">{partnerName}</span>
            </span>
          </Link>
        </div>
        {children}
        <div className="ml-auto flex flex-wrap items-center justify-end gap-1">
          {help}
          {language}
          {account}
        </div>
      </div>
    </header>
  );
}
