"use client";

import { useEffect, useState } from "react";

/**
 * A PDF in the browser's own viewer. Our pages and files may not be framed by address, so it is fetched and shown from
 * this page's memory, which is emptied when another file follows. Browsers without a viewer get the link alone.
 */
export function DocumentFrame({
  src,
  label,
  texts,
}: {
  src: string;
  label: string;
  texts: { loading: string; noViewer: string; failed: string };
}) {
  const [shown, setShown] = useState<{ url: string } | "loading" | "failed" | "none">("loading");
  useEffect(() => {
    if (navigator.pdfViewerEnabled === false) return setShown("none");
    const abort = new AbortController();
    let url: string | null = null;
    setShown("loading");
    const load = async () => {
      const answer = await fetch(src, { cache: "no-store", signal: abort.signal });
      if (!answer.ok) throw new Error("no document");
      const bytes = await answer.arrayBuffer();
      if (abort.signal.aborted) return;
      // The type is ours to say: whatever it is, it is shown as a PDF and as nothing else.
      url = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
      setShown({ url });
    };
    load().catch(() => abort.signal.aborted || setShown("failed"));
    return () => {
      abort.abort();
      if (url) URL.revokeObjectURL(url);
    };
  }, [src]);
  if (typeof shown === "object") return <iframe src={shown.url} title={label} className="size-full border-0" />;
  const words = { loading: texts.loading, failed: texts.failed, none: texts.noViewer };
  return (
    <p role="status" className="grid size-full place-items-center bg-hover p-6 text-center text-soft">
      {words[shown]}
    </p>
  );
}
