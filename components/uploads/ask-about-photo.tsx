"use client";

import { fieldId } from "@/components/forms/field";
import { Button } from "@/components/ui/button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { LocalPreview } from "./local-preview";
import type { PhotoDoubt } from "./photos/photo-look";
import { askingPath } from "./under-way";
import { type UploadTexts, useUploads } from "./uploads-provider";

const doubtText = { blurred: "doubtBlurred", dark: "doubtDark", small: "doubtSmall" } as const;

/** What looks wrong with a photo, as sentences. */
export const doubtsInWords = (doubts: readonly PhotoDoubt[], texts: UploadTexts): string[] =>
  doubts.map((doubt) => texts[doubtText[doubt]]);

/** A photo that may be refused, large enough to be judged, before any of it is sent. */
export function AskAboutPhoto({
  slotId,
  file,
  doubts,
  what,
  onAnother,
  onAgree,
}: {
  slotId: string;
  file: File;
  doubts: readonly PhotoDoubt[];
  what: string;
  onAnother: () => void;
  onAgree: () => void;
}) {
  const { texts } = useUploads();
  const name = <VisuallyHidden> {what}</VisuallyHidden>;
  return (
    <li
      id={fieldId(askingPath(slotId))}
      tabIndex={-1}
      className="scroll-mt-4 space-y-3 py-3 first:pt-0 last:pb-0"
      data-upload-state="asking"
    >
      <span className="grid h-64 grid-rows-[100%] place-items-center overflow-hidden rounded-control border border-line bg-hover">
        <LocalPreview file={file} look="whole" />
      </span>
      <div className="space-y-1">
        <p className="font-semibold text-wait">{texts.askTitle}</p>
        {doubtsInWords(doubts, texts).map((text) => (
          <p key={text}>{text}</p>
        ))}
      </div>
      <div className="flex flex-col gap-2.5 sm:flex-row">
        <Button onClick={onAnother}>
          {texts.takeAnother}
          {name}
        </Button>
        <Button variant="secondary" onClick={onAgree}>
          {texts.sendAnyway}
          {name}
        </Button>
      </div>
    </li>
  );
}
