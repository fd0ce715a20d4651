import type { ReactNode } from "react";
import { classes } from "./classes";
import { type Tone, toneBackground, toneText } from "./tone";

/** A state in one or two words. */
export function Badge({
  tone,
  className,
  children,
}: {
  tone: Tone;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <span
      className={classes(
        "inline-flex items-center rounded-full px-2.5 py-0.5 text-sm font-semibold sm:whitespace-nowrap",
        toneBackground[tone],
        tone === "idle" ? "text-ink" : toneText[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
