"use client";

import { useEffect, useState } from "react";
import { relativeText } from "./relative-text";

const tickMs = 30_000;

/**
 * How long ago something was, kept fresh while the page is open.
 * @param at,now milliseconds; `now` is the server's when it rendered, so that both sides begin with the same words
 * @param title the moment in full
 */
export function RelativeTime({
  at,
  now,
  locale,
  justNow,
  title,
}: {
  at: number;
  now: number;
  locale: string;
  justNow: string;
  title: string;
}) {
  const [clock, setClock] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setClock(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  // The two sides' language data may differ in a space; the browser's words stand.
  return (
    <time dateTime={new Date(at).toISOString()} title={title} suppressHydrationWarning>
      {relativeText(locale, at, Math.max(clock, now), justNow)}
    </time>
  );
}
