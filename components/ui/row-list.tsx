import { ChevronRight } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes";
import { Link } from "./link";
import { StatusMark } from "./status-mark";
import { type Tone, toneText } from "./tone";

/** Rows on one card, for tasks and for the sections of a verdict. */
export function RowList({ className, ...rest }: ComponentProps<"ul">) {
  return (
    <ul
      {...rest}
      className={classes(
        "divide-y divide-line overflow-hidden rounded-card border border-line bg-card break-inside-avoid",
        className,
      )}
    />
  );
}

export type RowProps = {
  tone: Tone;
  title: ReactNode;
  /** The state in words; only "bad" stands out. */
  state: ReactNode;
  note?: ReactNode;
  /** Makes the whole row one link. */
  href?: string | undefined;
  /** What belongs under the row: entities, buttons. Not inside the link. */
  children?: ReactNode;
  id?: string | undefined;
};

const grid = "grid grid-cols-[28px_minmax(min-content,1fr)_auto] items-center gap-x-3 gap-y-1 px-5 py-4";

/** One row: mark, title, state in words, and a line that explains it. */
export function Row({ tone, title, state, note, href, children, id }: RowProps) {
  const content = (
    <>
      <StatusMark tone={tone} />
      <span className="font-semibold text-ink">{title}</span>
      <span
        className={classes(
          "flex items-center gap-1 text-right text-sm",
          tone === "ok" ? "text-soft" : toneText[tone],
          tone === "bad" && "font-semibold",
        )}
      >
        {state}
        {href ? <ChevronRight aria-hidden="true" size={18} className="shrink-0 text-soft" /> : null}
      </span>
      {note ? <span className="col-start-2 col-end-4 text-sm text-soft">{note}</span> : null}
    </>
  );
  return (
    <li id={id}>
      {href ? (
        <Link href={href} className={classes(grid, "no-underline hover:bg-hover focus-visible:-outline-offset-3")}>
          {content}
        </Link>
      ) : (
        <div className={grid}>{content}</div>
      )}
      {children ? <div className="px-5 pb-5 sm:pl-15">{children}</div> : null}
    </li>
  );
}
