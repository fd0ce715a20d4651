"use client";

import { createContext, type MouseEvent, type ReactNode, use } from "react";
import { paths } from "@/lib/paths";

/**
 * Opens one of the page's files, if it is one; null for readers who may not see them. `deleted`: of files whose content is
 * gone, the words that say since when.
 */
export const OpenFiles = createContext<{
  open: ((fileId: string) => boolean) | null;
  deleted: Readonly<Record<string, string>>;
} | null>(null);

/**
 * A file by its words: opens beside the data, or in a tab of its own before the script has arrived and with the keys that
 * ask for one. Readers who may not see files read the words alone.
 */
export function OpenFile({
  fileId,
  className,
  children,
}: {
  fileId: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  const files = use(OpenFiles);
  const deleted = files?.deleted[fileId];
  if (deleted) {
    return (
      <span className={className}>
        {children} <span className="text-sm font-normal text-soft">({deleted})</span>
      </span>
    );
  }
  if (files && !files.open) return <span className={className}>{children}</span>;
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (files?.open?.(fileId)) event.preventDefault();
  };
  return (
    <a href={paths.file(fileId)} target="_blank" rel="noreferrer" className={className} onClick={onClick}>
      {children}
    </a>
  );
}
