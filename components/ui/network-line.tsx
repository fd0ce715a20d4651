"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState, useSyncExternalStore } from "react";

/** A page that comes at once needs no word; one that never comes stops being announced. */
const patienceMs = { before: 400, atMost: 20_000 };

function listen(changed: () => void) {
  addEventListener("online", changed);
  addEventListener("offline", changed);
  return () => {
    removeEventListener("online", changed);
    removeEventListener("offline", changed);
  };
}

/** The page that a click leads to in this tab; null where it leads nowhere else. */
function leadsTo(event: MouseEvent): URL | null {
  const link = event.target instanceof Element && event.target.closest("a");
  if (!link || link.target || link.hasAttribute("download") || event.button || event.ctrlKey || event.metaKey)
    return null;
  const to = new URL(link.href);
  const isPage = to.origin === location.origin && to.pathname + to.search !== location.pathname + location.search;
  return isPage ? to : null;
}

/**
 * What the network does to this page, in words at its lower edge: that it is cut, or that the next page is under way.
 * While it is cut, nothing leads away from the page: the browser would show its own instead, and what was typed is on ours.
 */
export function NetworkLine({ texts }: { texts: { offline: string; opening: string } }) {
  const isOnline = useSyncExternalStore(
    listen,
    () => navigator.onLine,
    () => true,
  );
  const here = `${usePathname()}?${useSearchParams()}`;
  const [opensFrom, setOpensFrom] = useState("");
  useEffect(() => {
    const timers: ReturnType<typeof setTimeout>[] = [];
    const watch = (event: MouseEvent) => {
      if (!leadsTo(event)) return;
      if (!navigator.onLine) {
        event.preventDefault();
        event.stopPropagation();
        return;
      }
      timers.push(
        setTimeout(() => setOpensFrom(here), patienceMs.before),
        setTimeout(() => setOpensFrom(""), patienceMs.atMost),
      );
    };
    // The forms of the header change the page as links do; those of the page say themselves how they fare.
    const hold = (event: SubmitEvent) => {
      if (navigator.onLine || !(event.target as Element).closest("header")) return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener("click", watch, true);
    addEventListener("submit", hold, true);
    return () => {
      timers.forEach(clearTimeout);
      removeEventListener("click", watch, true);
      removeEventListener("submit", hold, true);
    };
  }, [here]);
  const said = isOnline ? (opensFrom === here ? texts.opening : "") : texts.offline;
  return (
    <div
      role="status"
      data-print="hide"
      data-network={isOnline ? undefined : "offline"}
      className="pointer-events-none fixed inset-x-0 bottom-0 z-10 grid justify-items-center px-4 pb-4"
    >
      {said ? <p className="max-w-160 rounded-control bg-ink px-4 py-2.5 text-[0.9375rem] text-paper">{said}</p> : null}
    </div>
  );
}
