"use client";

import { useEffect, useRef, useState } from "react";
import { openFeed } from "@/components/live/feed";
import { Notice } from "@/components/ui/notice";

const quietMs = 700;

/**
 * Says that somebody else has changed the section whose form this is. The form itself stays as it is typed: what is
 * saved last counts, and both are told.
 * @param liveUrl tells that something of the application changed; `askUrl` answers `{ text }`
 */
export function OtherHand({
  liveUrl,
  askUrl,
  revision,
  first,
  reload,
}: {
  liveUrl: string;
  askUrl: string;
  /** What the page was rendered at. */
  revision: number;
  /** What was to be said then; it needs no reload. */
  first: string | null;
  reload: string;
}) {
  const [text, setText] = useState(first);
  const known = useRef(revision);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      timer = undefined;
      const answer = await fetch(askUrl, { cache: "no-store" }).catch(() => null);
      if (answer?.ok) setText(((await answer.json()) as { text: string | null }).text);
    };
    const feed = openFeed(liveUrl, (_mode, heard) => {
      if (heard === null || heard <= known.current) return;
      known.current = heard;
      timer ??= setTimeout(() => void ask(), quietMs);
    });
    return () => {
      clearTimeout(timer);
      feed.stop();
    };
  }, [liveUrl, askUrl]);
  return (
    <div role="status" className="empty:hidden">
      {text ? (
        <Notice tone="warn" className="mb-6">
          {text} {text === first ? null : <a href="?">{reload}</a>}
        </Notice>
      ) : null}
    </div>
  );
}
