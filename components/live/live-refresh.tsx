"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { classes } from "../ui/classes";
import { openFeed } from "./feed";
import { type FeedMode, refreshDelayMs } from "./feed-rules";
import { startPatience } from "./patient-fetch";

export type LiveTexts = Record<"connecting" | "live" | "polling" | "signedOut" | "signIn", string>;

const dots: Record<FeedMode, string> = {
  connecting: "bg-line",
  live: "bg-ok",
  polling: "bg-wait",
  "signed-out": "bg-bad",
};

/**
 * Keeps a server-rendered page up to date, and says in a quiet line whether it does.
 * @param revision what the page was rendered at; a newer one renders it again, at most once a second
 */
export function LiveRefresh({
  url,
  revision,
  texts,
  signInHref,
}: {
  url: string;
  revision: number;
  texts: LiveTexts;
  signInHref: string;
}) {
  const router = useRouter();
  const [mode, setMode] = useState<FeedMode>("connecting");
  const rendered = useRef(revision);
  useEffect(() => {
    rendered.current = Math.max(rendered.current, revision);
  }, [revision]);

  useEffect(() => {
    let lastRefreshAt = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          lastRefreshAt = Date.now();
          router.refresh();
        },
        refreshDelayMs(lastRefreshAt, Date.now()),
      );
    };
    const endPatience = startPatience();
    const feed = openFeed(url, (nextMode, newRevision) => {
      setMode(nextMode);
      // Against what was rendered, not what was heard: a refresh that failed is tried again.
      if (newRevision !== null && newRevision > rendered.current) refresh();
    });
    const wake = () => {
      if (document.visibilityState === "visible") feed.check();
    };
    document.addEventListener("visibilitychange", wake);
    window.addEventListener("online", wake);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", wake);
      window.removeEventListener("online", wake);
      feed.stop();
      endPatience();
    };
  }, [url, router]);

  const signedOut = mode === "signed-out";
  return (
    <div data-print="hide" data-live={mode} className="flex min-h-6 items-center gap-2 text-sm text-soft">
      <span aria-hidden="true" className={classes("size-2 shrink-0 rounded-full", dots[mode])} />
      <span>{signedOut ? null : texts[mode]}</span>
      {/* Always there, so that its words are spoken when they appear. */}
      <span role="status">
        {signedOut ? (
          <>
            {texts.signedOut} <a href={signInHref}>{texts.signIn}</a>
          </>
        ) : null}
      </span>
    </div>
  );
}
