"use client";

import { type MouseEvent, useEffect, useId, useRef } from "react";
import { fieldId } from "./field";

export type SummaryIssue = {
  /** The field's name in the form; empty for a fault of the form as a whole. */
  path: string;
  /** The same words as beside the field. */
  text: string;
};

function goToField(event: MouseEvent<HTMLAnchorElement>) {
  const control = document.getElementById(event.currentTarget.hash.slice(1));
  if (!control) return;
  event.preventDefault();
  control.closest("details")?.setAttribute("open", "");
  (control.closest("fieldset, div, li") ?? control).scrollIntoView({ block: "start" });
  control.focus({ preventScroll: true });
}

/** The page's title says that something is wrong while something is; the words are on the body (app/layout.tsx). */
function useErrorTitle(isShown: boolean): void {
  useEffect(() => {
    const words = document.body.dataset.errorTitle;
    if (!isShown || !words) return;
    const start = words.replace("{title}", "");
    let plain = document.title;
    const name = () => {
      if (document.title.startsWith(start)) return;
      plain = document.title;
      document.title = words.replace("{title}", () => plain);
    };
    name();
    // Next may write the page's own title after us, when that comes later than the page.
    const observer = new MutationObserver(name);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      if (document.title.startsWith(start)) document.title = plain;
    };
  }, [isShown]);
}

/**
 * Everything that stops the form, on top of it, taking the focus when it appears and whenever `attempt` changes.
 * Shows nothing without issues.
 * @param attempt counts the submissions, so that a second press on Continue brings the reader here again
 */
export function ErrorSummary({
  title,
  issues,
  attempt = 0,
}: {
  title: string;
  issues: readonly SummaryIssue[];
  attempt?: number | undefined;
}) {
  const ref = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const shown = issues.length > 0;
  useErrorTitle(shown);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt takes the focus, even with the same issues
  useEffect(() => {
    if (shown) ref.current?.focus();
  }, [shown, attempt]);
  if (!shown) return null;
  return (
    <div
      ref={ref}
      role="alert"
      tabIndex={-1}
      aria-labelledby={titleId}
      className="mb-7 rounded-card border-2 border-bad bg-card px-5 py-4"
    >
      <h2 id={titleId} className="text-lg font-bold">
        {title}
      </h2>
      <ul className="mt-1">
        {issues.map(({ path, text }) => (
          <li key={`${path}:${text}`}>
            {path === "" ? (
              <span className="inline-flex min-h-11 items-center py-1 font-semibold text-bad">{text}</span>
            ) : (
              <a
                href={`#${fieldId(path)}`}
                onClick={goToField}
                className="inline-flex min-h-11 items-center py-1 font-semibold text-bad"
              >
                {text}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
