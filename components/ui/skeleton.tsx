import { classes } from "./classes";

/** The place that something will take; the page says in words that it is loading. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return <span aria-hidden="true" className={classes("block h-4 animate-pulse rounded-md bg-line", className)} />;
}
