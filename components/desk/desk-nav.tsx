"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { classes } from "../ui/classes";
import { Link } from "../ui/link";

/** `count`: what waits there, as a number to see and in words to hear. */
export type NavItem = { href: string; label: string; count?: { shown: number; spoken: string } | undefined };
/** `label` null: the first group, which needs no name. */
export type NavGroup = { key: string; label: string | null; items: readonly NavItem[] };

const partsOf = (href: string): [string, [string, string][]] => {
  const [path = "", query = ""] = href.split("?");
  return [path, [...new URLSearchParams(query)]];
};

/** The place that is open: of those whose path and parameters the address has, the one that says most. */
function openPlace(items: readonly NavItem[], pathname: string, query: URLSearchParams): string | null {
  let open: { href: string; weight: number } | null = null;
  for (const { href } of items) {
    const [path, params] = partsOf(href);
    const isHere = pathname === path || (params.length === 0 && pathname.startsWith(`${path}/`));
    if (!isHere || params.some(([name, value]) => query.get(name) !== value)) continue;
    const weight = path.length * 100 + params.length;
    if (!open || weight > open.weight) open = { href, weight };
  }
  return open?.href ?? null;
}

/** The staff's places beside the page, or over it where there is no room; the one that is open is marked. */
export function DeskNav({ groups, label }: { groups: readonly NavGroup[]; label: string }) {
  const open = openPlace(
    groups.flatMap(({ items }) => items),
    usePathname(),
    useSearchParams(),
  );
  const nav = useRef<HTMLElement>(null);
  // Where the places are one row that scrolls, the one that is open must not be out of sight, also after a phone was turned.
  useEffect(() => {
    const row = nav.current;
    const place = open === null ? null : row?.querySelector<HTMLElement>("[aria-current]");
    if (!row || !place) return;
    const show = () => row.scrollTo({ left: place.offsetLeft - (row.clientWidth - place.offsetWidth) / 2 });
    const watch = new ResizeObserver(show);
    watch.observe(row);
    return () => watch.disconnect();
  }, [open]);
  return (
    <nav
      ref={nav}
      aria-label={label}
      data-print="hide"
      className="relative flex gap-1 overflow-x-auto border-b border-line px-3 py-1.5 lg:sticky lg:top-0 lg:block lg:max-h-dvh lg:overflow-y-auto lg:border-b-0 lg:px-3 lg:py-5"
    >
      {groups.map(({ key, label: heading, items }) => (
        <div key={key} className="lg:mb-5">
          {heading ? (
            <h2 className="sr-only text-[0.8125rem] font-semibold text-soft lg:not-sr-only lg:mb-1 lg:px-2.5">
              {heading}
            </h2>
          ) : null}
          <ul className="flex gap-1 lg:block">
            {items.map(({ href, label: words, count }) => (
              <li key={href}>
                <Link
                  href={href}
                  aria-current={href === open ? "page" : undefined}
                  className={classes(
                    "flex min-h-11 items-center justify-between gap-2 rounded-control px-2.5 text-[0.9375rem] whitespace-nowrap no-underline hover:bg-hover lg:min-h-9 lg:whitespace-normal",
                    href === open ? "bg-accent-soft font-semibold text-ink" : "text-soft",
                  )}
                >
                  <span className="min-w-0 break-words">{words}</span>
                  {count ? (
                    <span className="rounded-full bg-bad-bg px-2 text-sm font-semibold text-bad tabular-nums">
                      <span aria-hidden="true">{count.shown}</span>
                      <span className="sr-only">({count.spoken})</span>
                    </span>
                  ) : null}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
