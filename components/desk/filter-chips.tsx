"use client";

import { classes } from "../ui/classes";
import { Link } from "../ui/link";

export type Chip = { key: string; label: string; count: number | string | null; href: string; current: boolean };

/** Filters as links, so that they work without JavaScript and can be kept as bookmarks. */
export function FilterChips({ chips, label }: { chips: readonly Chip[]; label: string }) {
  return (
    <nav aria-label={label} className="-mx-5 overflow-x-auto px-5 py-1 sm:mx-0 sm:overflow-visible sm:px-0">
      <ul className="flex w-max gap-2 sm:w-auto sm:flex-wrap">
        {chips.map(({ key, label: words, count, href, current }) => (
          <li key={key}>
            <Link
              href={href}
              aria-current={current ? "true" : undefined}
              className={classes(
                "inline-flex min-h-11 items-center gap-1.5 whitespace-nowrap rounded-full border px-3.5 text-sm no-underline sm:min-h-9",
                current
                  ? "border-accent bg-accent-soft font-semibold text-ink"
                  : "border-line bg-card text-soft hover:bg-hover hover:text-ink",
              )}
            >
              {words}
              {count === null ? null : <span className="tabular-nums">{count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
