"use client";

import { FieldFaults } from "@/components/forms/field";
import { useIssueText } from "@/components/forms/issue-texts-provider";
import { Button } from "@/components/ui/button";
import { filled } from "@/components/ui/filled";
import { ProgressBar } from "@/components/ui/progress-bar";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { LocalPreview, PreviewFrame } from "./local-preview";
import type { Upload, UploadState } from "./upload-queue";
import { type UploadTexts, useUploads } from "./uploads-provider";

const pausingText = { connection: "pausing", storage: "pausingStorage", busy: "pausingBusy" } as const;

function stateText(state: UploadState, texts: UploadTexts): string {
  switch (state.kind) {
    case "sending":
      return filled(texts.sending, { percent: state.percent });
    case "pausing":
      return filled(texts[pausingText[state.because]], { seconds: state.seconds });
    case "preparing":
    case "waiting":
    case "checking":
    case "offline":
      return texts[state.kind];
    default:
      return "";
  }
}

/** One file on its way, or refused: how far it is in words, and what can be done. */
export function PendingUpload({
  upload: { file, state, key },
  what,
  onRetry,
  onResume,
  onDrop,
}: {
  upload: Upload;
  what: string;
  onRetry: (key: string) => void;
  onResume: () => void;
  onDrop: (key: string) => void;
}) {
  const { texts } = useUploads();
  const words = useIssueText();
  const name = <VisuallyHidden> {what}</VisuallyHidden>;
  const isRefused = state.kind === "refused";
  const percent = state.kind === "sending" ? state.percent : state.kind === "checking" ? 100 : 0;
  const isInterrupted = state.kind === "offline" || state.kind === "pausing";
  return (
    <li className="py-3 first:pt-0 last:pb-0" data-upload-state={state.kind}>
      <div className="grid grid-cols-[64px_minmax(0,1fr)] items-center gap-x-3.5 gap-y-1 sm:grid-cols-[64px_minmax(0,1fr)_auto]">
        <PreviewFrame>
          <LocalPreview file={file} look="faint" />
        </PreviewFrame>
        <div className="min-w-0">
          <span className="block text-sm wrap-anywhere text-soft">{file.name}</span>
          {isRefused ? (
            <FieldFaults id={key} error={words.error(state.fault)} />
          ) : (
            <>
              <span className={isInterrupted ? "block text-[0.9375rem] text-wait" : "block text-[0.9375rem]"}>
                {stateText(state, texts)}
              </span>
              <ProgressBar
                value={percent}
                max={100}
                label={what}
                valueText={stateText(state, texts)}
                className="mt-1.5"
              />
            </>
          )}
        </div>
        <span className="col-span-2 -ml-4 flex flex-wrap sm:col-span-1 sm:ml-0">
          {isRefused && state.canRetry ? (
            <Button variant="quiet" size="sm" onClick={() => onRetry(key)}>
              {texts.retry}
              {name}
            </Button>
          ) : null}
          {isInterrupted ? (
            <Button variant="quiet" size="sm" onClick={onResume}>
              {texts.tryNow}
              {name}
            </Button>
          ) : null}
          <Button variant="quiet" size="sm" onClick={() => onDrop(key)}>
            {isRefused ? texts.dismiss : texts.cancel}
            {name}
          </Button>
        </span>
      </div>
    </li>
  );
}
