"use client";

import type { ReactNode } from "react";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { paths } from "@/lib/paths";
import { DocumentMark } from "./local-preview";
import type { SentFile } from "./send-file";
import { useUploads } from "./uploads-provider";

/** The small picture that our own door makes of a photo, or a mark for a document. */
export function Thumbnail({ file }: { file: Pick<SentFile, "id" | "mediaType"> }) {
  if (!file.mediaType.startsWith("image/")) return <DocumentMark />;
  return (
    // biome-ignore lint/performance/noImgElement: the file is its owner's alone and must not lie in an image cache
    <img
      src={`${paths.file(file.id)}?size=small`}
      alt=""
      loading="lazy"
      decoding="async"
      className="size-full object-cover"
    />
  );
}

/** Looks at a file in full, in another tab. `what` tells screen readers which one. */
export function OpenFile({ fileId, what }: { fileId: string; what: string }) {
  const { texts } = useUploads();
  return (
    <a
      href={paths.file(fileId)}
      target="_blank"
      rel="noopener"
      className="inline-flex min-h-11 items-center px-4 text-[0.9375rem] font-semibold"
    >
      {texts.open}
      <VisuallyHidden> {what}</VisuallyHidden>
    </a>
  );
}

/** A file as a picture with its words below, to be laid beside another one. */
export function FileTile({
  picture,
  title,
  detail,
  actions,
}: {
  picture: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <>
      <span className="grid aspect-square w-full max-w-44 place-items-center overflow-hidden rounded-control border border-line bg-hover">
        {picture}
      </span>
      <span className="mt-1.5 block text-[0.9375rem] font-semibold">{title}</span>
      {detail ? <span className="block text-sm text-soft tabular-nums">{detail}</span> : null}
      {actions ? <span className="-ml-4 flex flex-wrap">{actions}</span> : null}
    </>
  );
}
