"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";
import { classes } from "./classes";

/**
 * A native modal dialog: the browser holds the focus inside, closes it on Escape and gives the focus back.
 * @param onClose called when it closes, however that came about
 */
export function Dialog({
  open,
  onClose,
  title,
  actions,
  wide = false,
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  actions?: ReactNode;
  /** For a form of several parts. */
  wide?: boolean | undefined;
  children?: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (open && !dialog?.open) dialog?.showModal();
    if (!open && dialog?.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      className={classes(
        "m-auto rounded-card border border-line bg-card p-5 text-ink backdrop:bg-[rgb(0_0_0/0.5)] sm:p-6",
        wide ? "w-[min(44rem,calc(100vw-2rem))]" : "w-[min(32rem,calc(100vw-2rem))]",
      )}
    >
      <h2 id={titleId} className="text-xl font-bold tracking-tight">
        {title}
      </h2>
      {children ? <div className="mt-2">{children}</div> : null}
      {actions ? <div className="mt-5 flex flex-wrap gap-3">{actions}</div> : null}
    </dialog>
  );
}
