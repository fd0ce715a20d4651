"use client";

import { Camera, Upload } from "lucide-react";
import { type DragEvent, useState } from "react";
import { fieldId } from "@/components/forms/field";
import { classes } from "@/components/ui/classes";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { CameraButton, cameraId } from "./camera-button";
import { FileButton, primaryLook, secondaryLook } from "./file-button";
import { useUploads } from "./uploads-provider";
import type { CameraView } from "./viewfinder";

/** As if the button were pressed that a slot offers first on this device: the camera of a phone, files elsewhere. */
export function openChooser(slotId: string): void {
  const camera = document.getElementById(cameraId(slotId));
  const isShown = camera?.parentElement?.offsetParent;
  (isShown ? camera : document.getElementById(fieldId(slotId)))?.click();
}

/** HEIC as well where photos are taken: it becomes one of them before it is sent. */
const acceptOf = (types: readonly string[]) =>
  [
    ...types,
    ...(types.some((type) => type.startsWith("image/")) ? ["image/heic", "image/heif", ".heic", ".heif"] : []),
  ].join(",");

/** Camera on phones, gallery or files everywhere, and a place to drop files on wide screens. */
export function ChooseFile({
  slotId,
  what,
  types,
  multiple,
  camera,
  chooseText,
  isQuiet,
  describedBy,
  onFiles,
}: {
  slotId: string;
  what: string;
  types: readonly string[];
  multiple: boolean;
  /** The camera to open, or null where a photo is not taken. */
  camera: CameraView | null;
  chooseText: string;
  /** Once there is a file, the buttons step back. */
  isQuiet: boolean;
  describedBy: string;
  onFiles: (files: File[]) => void;
}) {
  const { texts } = useUploads();
  const [isOver, setIsOver] = useState(false);
  const id = fieldId(slotId);
  const name = <VisuallyHidden> {what}</VisuallyHidden>;

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1));
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the buttons inside do the same
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={classes(
        "rounded-control pointer-fine:border pointer-fine:border-dashed pointer-fine:px-4 pointer-fine:py-3.5",
        isOver ? "pointer-fine:border-accent pointer-fine:bg-accent-soft" : "pointer-fine:border-edge",
      )}
    >
      <div className="flex flex-col gap-x-4 gap-y-2.5 sm:flex-row sm:items-center">
        {camera ? (
          <CameraButton
            slotId={slotId}
            view={camera}
            types={types}
            describedBy={describedBy}
            className={isQuiet ? secondaryLook : primaryLook}
            onFiles={onFiles}
          >
            <Camera aria-hidden="true" size={20} />
            {texts.camera}
            {name}
          </CameraButton>
        ) : null}
        <FileButton
          id={id}
          accept={acceptOf(types)}
          multiple={multiple}
          describedBy={describedBy}
          className={secondaryLook}
          onFiles={onFiles}
        >
          <Upload aria-hidden="true" size={18} />
          {chooseText}
          {name}
        </FileButton>
        <span aria-hidden="true" className="hidden text-[0.9375rem] text-soft pointer-fine:inline">
          {isOver ? texts.dropHere : texts.dropHint}
        </span>
      </div>
    </div>
  );
}
