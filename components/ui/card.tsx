import type { ComponentProps } from "react";
import { classes } from "./classes";

export type CardTone = "plain" | "accent" | "ok" | "wait" | "bad";

const edges: Record<CardTone, string> = {
  plain: "border-line",
  accent: "border-[color-mix(in_srgb,var(--accent-fill)_40%,var(--line))]",
  ok: "border-[color-mix(in_srgb,var(--ok)_35%,var(--line))]",
  wait: "border-[color-mix(in_srgb,var(--wait)_35%,var(--line))]",
  bad: "border-[color-mix(in_srgb,var(--bad)_35%,var(--line))]",
};

/** A sheet on the page. `flush` leaves out the padding, for lists and tables that bring their own. */
export function Card({
  as: Element = "div",
  tone = "plain",
  flush = false,
  className,
  ...rest
}: ComponentProps<"div"> & {
  as?: "div" | "section" | "article" | "aside";
  tone?: CardTone | undefined;
  flush?: boolean | undefined;
}) {
  return (
    <Element
      {...rest}
      className={classes(
        "rounded-card border bg-card break-inside-avoid",
        flush ? "overflow-hidden" : "p-5 sm:p-6",
        edges[tone],
        className,
      )}
    />
  );
}
