"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { classes } from "../ui/classes";

/** `count`: what waits there, as a number to see and in words to hear. */
export type NavItem = { href: string; label: string; count?: { shown: number; spoken: string } | undefined };

/** The staff's places; the one that is open is marked, also for pages below it. */
export function DeskNav({ items, label }: { items: readonly NavItem[]; label: string }) {
  const pathname = usePathname();
  const open = items
    .filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
    .reduce<string | null>((longest, { href }) => (href.length > (longest?.length ?? 0) ? href : longest), null);
  return (
    <nav aria-label={label} className="order-last -mx-2 w-full sm:order-none sm:mx-0 sm:ml-2 sm:w-auto">
      <ul className="flex flex-wrap gap-1">
        {items.map(({ href, label: words, count }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={href === open ? "page" : undefined}
              className={classes(
                "inline-flex min-h-11 items-center rounded-control px-3 text-[15px] no-underline hover:bg-hover",
                href === open ? "bg-accent-soft font-semibold text-ink" : "text-soft",
              )}
            >
              {words}
              {count ? (
                <span className="ml-1.5 rounded-full bg-bad-bg px-2 text-sm font-semibold text-bad tabular-nums">
                  <span aria-hidden="true">{count.shown}</span>
                  <span className="sr-only">({count.spoken})</span>
                </span>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
