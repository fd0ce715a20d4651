import { ChevronRight } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes";
import { Link } from "./link";
import { PictureMark } from "./picture-mark";
import { StatusMark } from "./status-mark";
import { type Tone, toneText } from "./tone";

/** Rows on one card, for tasks and for the sections of a verdict. On a phone in large letters one word is wider than a line. */
export function RowList({ className, ...rest }: ComponentProps<"ul">) {
  return (
    <ul
      {...rest}
      className={classes(
        "divide-y divide-line overflow-hidden rounded-card border border-line bg-card break-inside-avoid max-sm:wrap-anywhere",
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
  /** What the row is about, drawn; the state alone is drawn without. */
  picture?: ReactNode;
  /** Makes the whole row one link. */
  href?: string | undefined;
  /** What belongs under the row: entities, buttons. Not inside the link. */
  children?: ReactNode;
  id?: string | undefined;
};

/** On a phone the state goes below its title instead of squeezing it. */
export const rowLine = "flex min-h-7 gap-x-4 max-sm:flex-col sm:items-center sm:justify-between";

/** One row: mark, title, state in words, and a line that explains it. */
export function Row({ tone, title, state, note, picture, href, children, id }: RowProps) {
  const content = (
    <>
      {picture ? <PictureMark tone={tone} picture={picture} /> : <StatusMark tone={tone} />}
      <span className="min-w-0 grow">
        <span className={rowLine}>
          <span className={tone === "ok" && href ? "text-soft" : "font-semibold text-ink"}>{title}</span>
          <span
            className={classes(
              "text-sm",
              tone === "ok" ? "text-soft" : toneText[tone],
              (tone === "bad" || tone === "todo") && "font-semibold",
            )}
          >
            {state}
          </span>
        </span>
        {note ? <span className="block text-sm text-soft">{note}</span> : null}
      </span>
      {href ? <ChevronRight aria-hidden="true" size={18} className="mt-1.5 shrink-0 text-soft" /> : null}
    </>
  );
  const look = classes("flex items-start gap-x-3 px-4 sm:gap-x-3.5 sm:px-5", picture ? "py-3.5" : "py-4");
  return (
    <li id={id}>
      {href ? (
        <Link href={href} className={classes(look, "no-underline hover:bg-hover focus-visible:-outline-offset-3")}>
          {content}
        </Link>
      ) : (
        <div className={look}>{content}</div>
      )}
      {children ? <div className={classes("px-5 pb-5", picture ? "sm:pl-17.5" : "sm:pl-15.5")}>{children}</div> : null}
    </li>
  );
}
