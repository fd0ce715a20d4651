"use client";

import { FileText } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";

export function PreviewFrame({ children }: { children: ReactNode }) {
  return (
    <span className="grid size-16 grid-rows-[100%] place-items-center overflow-hidden rounded-control border border-line bg-hover">
      {children}
    </span>
  );
}

/** Stands for a file that has no picture to show. */
export function DocumentMark() {
  return <FileText aria-hidden="true" size={28} strokeWidth={1.6} className="text-soft" />;
}

const looks = {
  filling: "size-full object-cover",
  /** Not there yet. */
  faint: "size-full object-cover opacity-60",
  whole: "size-full object-contain",
};

/** A photo as it lies on the phone, seen before it has arrived; a mark when the browser cannot show it. */
export function LocalPreview({ file, look = "filling" }: { file: File; look?: keyof typeof looks }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!file.type.startsWith("image/")) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  if (!url) return <DocumentMark />;
  return (
    // biome-ignore lint/performance/noImgElement: it lies in this browser and has no address that could be optimised
    <img src={url} alt="" onError={() => setUrl(null)} className={looks[look]} />
  );
}
