"use client";

import { type MouseEvent, useRef, useState } from "react";
import { fieldId } from "@/components/forms/field";
import { FileButton, type FileButtonProps } from "./file-button";
import type { CameraView, Viewfinder } from "./viewfinder";

export const cameraId = (slotId: string) => `${fieldId(slotId)}-camera`;

/** Whether the page may show the camera itself. By a mouse and on plain http the browser's own way is as good. */
const hasViewfinder = () =>
  typeof navigator.mediaDevices?.getUserMedia === "function" && matchMedia("(pointer: coarse)").matches;

/** The camera of a slot: a viewfinder of ours where there can be one, else the phone's own camera through the file input. */
export function CameraButton({
  slotId,
  view,
  types,
  describedBy,
  className,
  onFiles,
  children,
}: Pick<FileButtonProps, "describedBy" | "className" | "onFiles" | "children"> & {
  slotId: string;
  view: CameraView;
  types: readonly string[];
}) {
  const [Loaded, setLoaded] = useState<typeof Viewfinder | null>(null);
  const isOwn = useRef(false);
  function openOwn() {
    isOwn.current = true;
    document.getElementById(cameraId(slotId))?.click();
    isOwn.current = false;
  }
  async function aim(event: MouseEvent<HTMLInputElement>) {
    if (isOwn.current || !hasViewfinder()) return;
    event.preventDefault();
    const module = await import("./viewfinder").catch(() => null);
    if (module) setLoaded(() => module.Viewfinder);
    else openOwn();
  }
  return (
    <>
      <FileButton
        id={cameraId(slotId)}
        accept={types.filter((type) => type.startsWith("image/")).join(",")}
        capture={view.facing}
        describedBy={describedBy}
        className={className}
        hiddenOn="pointer-fine:hidden"
        onClick={aim}
        onFiles={onFiles}
      >
        {children}
      </FileButton>
      {Loaded ? (
        <Loaded
          view={view}
          onPhoto={(photo) => onFiles([photo])}
          onOwnCamera={openOwn}
          onClose={() => setLoaded(null)}
        />
      ) : null}
    </>
  );
}
