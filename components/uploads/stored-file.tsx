"use client";

import { useState } from "react";
import { FieldFaults } from "@/components/forms/field";
import { useIssueText } from "@/components/forms/issue-texts-provider";
import { Button } from "@/components/ui/button";
import { filled } from "@/components/ui/filled";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { sizeText } from "@/lib/domain/file-formats";
import { paths } from "@/lib/paths";
import { FileTile, OpenFile, Thumbnail } from "./file-tile";
import { LocalPreview, PreviewFrame } from "./local-preview";
import type { SentFile } from "./send-file";
import { useUploads } from "./uploads-provider";

/** Takes a file back; answers with the key of the fault, or null. One that is already gone is no fault. */
async function takeBack(address: string): Promise<string | null> {
  try {
    const response = await fetch(address, { method: "DELETE" });
    if (response.ok || response.status === 404) return null;
    return ((await response.json()) as { error?: string }).error ?? "unexpected";
  } catch {
    return "unavailable";
  }
}

function sizeOf({ bytes, width, height }: SentFile, locale: string, pixels: string): string {
  const size = sizeText(bytes, locale);
  return width && height ? `${size} · ${filled(pixels, { width, height })}` : size;
}

/** One file that has arrived: what it looks like, how large it is, look at it, take it back. */
export function StoredFile({
  file,
  local,
  what,
  title,
  locale,
  isTile = false,
  onRemoved,
}: {
  file: SentFile;
  /** The same file on this device, where it was sent from here. */
  local?: File | undefined;
  /** What it is for, for names of buttons. */
  what: string;
  title: string;
  locale: string;
  /** To lie beside the file that was sent before; otherwise a row of a list. */
  isTile?: boolean;
  onRemoved: (fileId: string) => void;
}) {
  const { texts, scope, onBehalf, announce } = useUploads();
  const words = useIssueText();
  const [state, setState] = useState<{ isRemoving: boolean; fault: string | null }>({ isRemoving: false, fault: null });

  async function remove() {
    setState({ isRemoving: true, fault: null });
    const fault = await takeBack(onBehalf ? paths.fileFor(scope, file.id) : paths.file(file.id));
    setState({ isRemoving: false, fault });
    if (fault) return;
    announce(filled(texts.saidRemoved, { what }));
    onRemoved(file.id);
  }

  const preview = local ? <LocalPreview file={local} /> : <Thumbnail file={file} />;
  const size = sizeOf(file, locale, texts.pixels);
  const actions = (
    <>
      <OpenFile fileId={file.id} what={`${what} ${title}`} />
      <Button variant="quiet" size="sm" pending={state.isRemoving} pendingText={texts.removing} onClick={remove}>
        {texts.remove}
        <VisuallyHidden> {`${what} ${title}`}</VisuallyHidden>
      </Button>
    </>
  );
  const fault = <FieldFaults id={file.id} error={words.error(state.fault ?? undefined)} />;
  if (isTile) {
    return (
      <li className="min-w-0">
        {fault}
        <FileTile picture={preview} title={title} detail={size} actions={actions} />
      </li>
    );
  }
  return (
    <li className="py-3 first:pt-0 last:pb-0">
      {fault}
      <div className="grid grid-cols-[64px_minmax(0,1fr)] items-center gap-x-3.5 gap-y-1 sm:grid-cols-[64px_minmax(0,1fr)_auto]">
        <PreviewFrame>{preview}</PreviewFrame>
        <span className="min-w-0">
          <span className="block font-semibold">{title}</span>
          <span className="block text-sm text-soft tabular-nums">{size}</span>
        </span>
        <span className="col-span-2 -ml-4 flex flex-wrap sm:col-span-1 sm:ml-0">{actions}</span>
      </div>
    </li>
  );
}
