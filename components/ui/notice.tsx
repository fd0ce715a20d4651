import { CircleCheck, Info, OctagonAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "./classes";

export type NoticeTone = "info" | "ok" | "warn" | "bad";

const looks = {
  info: { Icon: Info, box: "bg-info-bg", mark: "text-info" },
  ok: { Icon: CircleCheck, box: "bg-ok-bg", mark: "text-ok" },
  warn: { Icon: TriangleAlert, box: "bg-wait-bg", mark: "text-wait" },
  bad: { Icon: OctagonAlert, box: "bg-bad-bg", mark: "text-bad" },
} as const;

/**
 * A message in the flow of the page. `live` announces it when it appears: "polite" waits its turn,
 * "assertive" interrupts and is for what stops the reader.
 */
export function Notice({
  tone = "info",
  title,
  live,
  actions,
  className,
  children,
}: {
  tone?: NoticeTone | undefined;
  title?: ReactNode;
  live?: "polite" | "assertive" | undefined;
  actions?: ReactNode;
  className?: string | undefined;
  children?: ReactNode;
}) {
  const { Icon, box, mark } = looks[tone];
  const role = live === "assertive" ? "alert" : live === "polite" ? "status" : undefined;
  return (
    <div role={role} className={classes("flex gap-3 rounded-card px-4 py-3.5 text-ink", box, className)}>
      <Icon aria-hidden="true" size={20} className={classes("mt-0.5 shrink-0", mark)} />
      <div className="min-w-0 flex-1 space-y-1">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div className="text-[0.9375rem]">{children}</div> : null}
        {actions ? <div className="flex flex-wrap gap-2 pt-2">{actions}</div> : null}
      </div>
    </div>
  );
}
