import { Check, Clock3, Minus, TriangleAlert } from "lucide-react";
import { classes } from "./classes";
import { type Tone, toneBackground, toneText } from "./tone";

const icons = { ok: Check, todo: Minus, wait: Clock3, bad: TriangleAlert, idle: Minus } as const;

/** The round mark in front of a row. Words beside it say the same, so it is hidden from screen readers. */
export function StatusMark({ tone, className }: { tone: Tone; className?: string | undefined }) {
  const Icon = icons[tone];
  return (
    <span
      aria-hidden="true"
      className={classes(
        "grid size-7 shrink-0 place-items-center rounded-full",
        toneBackground[tone],
        toneText[tone],
        className,
      )}
    >
      <Icon size={15} strokeWidth={2.4} />
    </span>
  );
}
