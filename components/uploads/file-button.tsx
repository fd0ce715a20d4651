"use client";

import { type ChangeEvent, type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { classes } from "@/components/ui/classes";

const look =
  "inline-flex min-h-12 w-full items-center justify-center gap-2 rounded-control px-5 py-2.5 text-center font-semibold sm:w-auto peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent";
export const primaryLook = "bg-accent text-accent-ink";
export const secondaryLook = "border border-edge bg-card text-ink hover:bg-hover";

export type FileButtonProps = {
  id: string;
  accept: string;
  multiple?: boolean;
  capture?: "user" | "environment";
  describedBy: string;
  className: string;
  hiddenOn?: string;
  onClick?: (event: MouseEvent<HTMLInputElement>) => void;
  onFiles: (files: File[]) => void;
  children: ReactNode;
};

/** A file input that looks like a button: the input itself keeps the focus, the keyboard and the name. */
export function FileButton({ id, describedBy, className, hiddenOn, onFiles, children, ...input }: FileButtonProps) {
  const ref = useRef<HTMLInputElement>(null);
  // A file chosen before the script arrived is taken up now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the input comes alive
  useEffect(() => {
    const early = [...(ref.current?.files ?? [])];
    if (early.length > 0) onFiles(early);
  }, []);
  function choose(event: ChangeEvent<HTMLInputElement>) {
    const files = [...(event.target.files ?? [])];
    // Emptied, so that choosing the same file again is a change again.
    event.target.value = "";
    if (files.length > 0) onFiles(files);
  }
  return (
    <span className={classes("relative flex", hiddenOn)}>
      <input
        {...input}
        ref={ref}
        id={id}
        type="file"
        aria-describedby={describedBy}
        onChange={choose}
        className="peer sr-only"
      />
      <label htmlFor={id} className={classes(look, className)}>
        {children}
      </label>
    </span>
  );
}
