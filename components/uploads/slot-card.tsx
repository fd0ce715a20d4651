"use client";

import { type ReactNode, useMemo } from "react";
import { Card } from "@/components/ui/card";
import { classes } from "@/components/ui/classes";
import { StatusMark } from "@/components/ui/status-mark";
import { AskAboutPhoto } from "./ask-about-photo";
import { ChooseFile, openChooser } from "./choose-file";
import type { SlotLimits } from "./file-check";
import { FileTile, OpenFile, Thumbnail } from "./file-tile";
import { DocumentMark } from "./local-preview";
import { PendingUpload } from "./pending-upload";
import type { SentFile } from "./send-file";
import { type AboutValues, SlotValues, type ValueField } from "./slot-values";
import { StoredFile } from "./stored-file";
import { useUploads } from "./uploads-provider";
import { useSlotUploads } from "./use-slot-uploads";
import type { CameraView } from "./viewfinder";

export type SlotView = {
  id: string;
  /** What is asked for, in the reader's language. */
  label: string;
  /** The label with the person it is for, where several people are asked for the same. */
  what: string;
  about: string | null;
  /** Formats, size and number in words. */
  rules: string;
  isMandatory: boolean;
  /** Whether it takes several files; the room may be for one all the same, beside photos that DOKU has approved. */
  isMultiple: boolean;
  maxFiles: number;
  /** How a photo is taken on the spot; null where what is asked for lies in the phone already. */
  camera: CameraView | null;
  limits: SlotLimits;
  files: SentFile[];
  fields: ValueField[];
  /** Files that DOKU has, where they are being corrected: shown beside the new ones, and never taken back. */
  earlier?: EarlierFile[] | undefined;
} & AboutValues;

/** `deleted`: what is said in its place once its content is gone. */
export type EarlierFile = Pick<SentFile, "id" | "mediaType"> & { isRefused: boolean; deleted: string | null };

const noneSent: EarlierFile[] = [];

/**
 * One thing DOKU asks for: what it is, its files, and the values beside it.
 * @param children the examples, rendered on the server
 */
export function SlotCard({ slot, locale, children }: { slot: SlotView; locale: string; children?: ReactNode }) {
  const { texts } = useUploads();
  const { earlier = noneSent, isMultiple } = slot;
  const sentIds = useMemo(() => earlier.map(({ id }) => id), [earlier]);
  const { files, local, pending, add, hide, retry, resume, drop, agree } = useSlotUploads({
    slotId: slot.id,
    label: slot.what,
    stored: slot.files,
    sentIds,
    limits: slot.limits,
    isMultiple,
    maxFiles: slot.maxFiles,
  });
  const hasFile = files.length > 0;
  const isFull = isMultiple && files.length >= slot.maxFiles;
  const headingId = `slot-${slot.id}`;
  const hintId = `${headingId}-hint`;
  const isCorrected = earlier.length > 0;
  const isRefused = earlier.some((file) => file.isRefused);
  const isMissing = !hasFile && (isCorrected ? isRefused : slot.isMandatory);
  const state = isCorrected
    ? hasFile
      ? texts.stateReplaced
      : isRefused
        ? texts.stateRefused
        : texts.sentFile
    : hasFile
      ? texts.stateStored
      : slot.isMandatory
        ? texts.stateMissing
        : texts.stateOptional;
  const titleOf = ({ mediaType }: SentFile, index: number) =>
    isCorrected
      ? `${texts.newFile}${isMultiple ? ` ${index + 1}` : ""}`
      : `${mediaType.startsWith("image/") ? texts.photo : texts.document}${isMultiple ? ` ${index + 1}` : ""}`;
  const earlierText = (file: EarlierFile) => (file.isRefused ? texts.refusedFile : texts.sentFile);
  const stored = files.map((file, index) => (
    <StoredFile
      key={file.id}
      file={file}
      local={local.get(file.id)}
      what={slot.what}
      title={titleOf(file, index)}
      locale={locale}
      isTile={isCorrected}
      onRemoved={hide}
    />
  ));
  // The question has the page's one loud button.
  const isAsking = pending.some(({ state }) => state.kind === "asking");
  return (
    <Card as="section" aria-labelledby={headingId} className="space-y-4" data-slot={slot.id}>
      <div className="grid grid-cols-[28px_minmax(0,1fr)] gap-x-3 gap-y-1 sm:grid-cols-[28px_minmax(0,1fr)_auto]">
        <StatusMark tone={hasFile ? "ok" : isMissing ? "wait" : "idle"} />
        <h3 id={headingId} className="text-lg/7 font-bold">
          {slot.label}
        </h3>
        <span
          className={classes(
            "col-start-2 text-sm/7 sm:col-start-3",
            isMissing ? "font-semibold text-wait" : "text-soft",
          )}
        >
          {state}
        </span>
        <div
          id={hintId}
          hidden={hasFile && !isMultiple && !isCorrected}
          className="col-start-2 space-y-0.5 text-[0.9375rem] text-soft sm:col-end-4"
        >
          {slot.about ? <p>{slot.about}</p> : null}
          <p className="text-sm">{slot.rules}</p>
        </div>
      </div>
      {hasFile || isCorrected ? null : children}
      {isCorrected ? (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,6.5rem),1fr))] gap-x-4 gap-y-3 sm:grid-cols-3">
          {earlier.map((file) => (
            <li key={file.id} className="min-w-0">
              <FileTile
                picture={file.deleted ? <DocumentMark /> : <Thumbnail file={file} />}
                title={<span className={file.isRefused ? "text-bad" : undefined}>{earlierText(file)}</span>}
                detail={file.deleted}
                actions={file.deleted ? null : <OpenFile fileId={file.id} what={`${slot.what} ${earlierText(file)}`} />}
              />
            </li>
          ))}
          {stored}
        </ul>
      ) : null}
      {(hasFile && !isCorrected) || pending.length > 0 ? (
        <ul className="divide-y divide-line">
          {isCorrected ? null : stored}
          {pending.map((upload) =>
            upload.state.kind === "asking" ? (
              <AskAboutPhoto
                key={upload.key}
                slotId={slot.id}
                file={upload.file}
                doubts={upload.state.doubts}
                what={slot.what}
                onAgree={() => agree(upload.key)}
                onAnother={() => {
                  drop(upload.key);
                  openChooser(slot.id);
                }}
              />
            ) : (
              <PendingUpload
                key={upload.key}
                upload={upload}
                what={slot.what}
                onRetry={retry}
                onResume={resume}
                onDrop={drop}
              />
            ),
          )}
        </ul>
      ) : null}
      {isFull ? (
        <p className="text-[0.9375rem] text-soft">{texts.full}</p>
      ) : (
        <ChooseFile
          slotId={slot.id}
          what={slot.what}
          types={slot.limits.types}
          multiple={isMultiple}
          camera={slot.camera}
          chooseText={hasFile ? (isMultiple ? texts.addMore : texts.replace) : texts.choose}
          isQuiet={hasFile || isAsking}
          describedBy={hintId}
          onFiles={add}
        />
      )}
      {slot.fields.length > 0 ? <SlotValues slotId={slot.id} fields={slot.fields} about={slot} /> : null}
    </Card>
  );
}
