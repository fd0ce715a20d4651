"use client";

import { useEffect } from "react";
import { openFeed } from "./feed";

/**
 * Leaves the page as soon as its session is over: who was shut out must not go on reading. Shares the stream of the
 * other tabs and of the page's own live line, if it has one on the same address.
 */
export function SessionWatch({ url, signInHref }: { url: string; signInHref: string }) {
  useEffect(() => {
    const feed = openFeed(url, (mode) => {
      if (mode === "signed-out") window.location.replace(signInHref);
    });
    return feed.stop;
  }, [url, signInHref]);
  return null;
}
