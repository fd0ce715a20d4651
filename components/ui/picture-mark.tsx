import type { ReactNode } from "react";
import { classes } from "./classes";
import { type Tone, toneBackground, toneText } from "./tone";

/**
 * A tick, the hands of a clock, a call: few lines, to be told apart at ten points. What is still to be done carries no
 * badge: its colour and its words ask for it.
 */
const badges = {
  ok: { look: "bg-ok", lines: "M5 12.5l4.5 4.5L19 7.5" },
  wait: { look: "bg-wait", lines: "M12 5v7.5l4.5 3" },
  bad: { look: "bg-bad", lines: "M12 4.5v9.5 M12 19.5v.01" },
  todo: null,
  idle: null,
} as const;

/** What a row is about, with how it stands at the corner. Words beside it say both, so screen readers pass it over. */
export function PictureMark({ tone, picture }: { tone: Tone; picture: ReactNode }) {
  const badge = badges[tone];
  return (
    <span
      aria-hidden="true"
      className={classes(
        "relative grid size-9 shrink-0 place-items-center rounded-[11px]",
        // What asks for nothing stays quiet but for its badge.
        tone === "ok" || tone === "idle" ? "bg-hover text-soft" : classes(toneBackground[tone], toneText[tone]),
      )}
    >
      {picture}
      {badge ? (
        <span
          className={classes(
            "absolute -right-1.5 -bottom-1.5 grid size-4.5 place-items-center rounded-full border-2 border-card text-card",
            badge.look,
          )}
        >
          <svg
            aria-hidden="true"
            width={10}
            height={10}
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            strokeWidth={4}
          >
            <path d={badge.lines} strokeLinecap="round" strokeLinejoin="round" />
          </svg>
        </span>
      ) : null}
    </span>
  );
}
