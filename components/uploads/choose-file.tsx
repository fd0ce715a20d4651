"use client";

import { Camera, Upload } from "lucide-react";
import { type ChangeEvent, type DragEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { fieldId } from "@/components/forms/field";
import { classes } from "@/components/ui/classes";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { useUploads } from "./uploads-provider";

const look =
  "inline-flex min-h-12 w-full items-center justify-center gap-2 rounded-control px-5 py-2.5 text-center font-semibold sm:w-auto peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent";
const primary = "bg-accent text-accent-ink";
const secondary = "border border-edge bg-card text-ink hover:bg-hover";

type InputProps = {
  id: string;
  accept: string;
  multiple?: boolean;
  capture?: "user" | "environment";
  describedBy: string;
  className: string;
  hiddenOn?: string;
  onFiles: (files: File[]) => void;
  children: ReactNode;
};

/** A file input that looks like a button: the input itself keeps the focus, the keyboard and the name. */
function FileButton({ id, describedBy, className, hiddenOn, onFiles, children, ...input }: InputProps) {
  const ref = useRef<HTMLInputElement>(null);
  // A file chosen before the script arrived is taken up now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the input comes alive
  useEffect(() => {
    const early = [...(ref.current?.files ?? [])];
    if (early.length > 0) onFiles(early);
  }, []);
  function choose(event: ChangeEvent<HTMLInputElement>) {
    const files = [...(event.target.files ?? [])];
    // Emptied, so that choosing the same file again is a change again.
    event.target.value = "";
    if (files.length > 0) onFiles(files);
  }
  return (
    <span className={classes("relative flex", hiddenOn)}>
      <input
        {...input}
        ref={ref}
        id={id}
        type="file"
        aria-describedby={describedBy}
        onChange={choose}
        className="peer sr-only"
      />
      <label htmlFor={id} className={classes(look, className)}>
        {children}
      </label>
    </span>
  );
}

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
  camera: "user" | "environment" | null;
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
          <FileButton
            id={`${id}-camera`}
            accept={types.filter((type) => type.startsWith("image/")).join(",")}
            capture={camera}
            describedBy={describedBy}
            className={isQuiet ? secondary : primary}
            hiddenOn="pointer-fine:hidden"
            onFiles={onFiles}
          >
            <Camera aria-hidden="true" size={20} />
            {texts.camera}
            {name}
          </FileButton>
        ) : null}
        <FileButton
          id={id}
          accept={types.join(",")}
          multiple={multiple}
          describedBy={describedBy}
          className={secondary}
          onFiles={onFiles}
        >
          <Upload aria-hidden="true" size={18} />
          {chooseText}
          {name}
        </FileButton>
        <span aria-hidden="true" className="hidden text-[15px] text-soft pointer-fine:inline">
          {isOver ? texts.dropHere : texts.dropHint}
        </span>
      </div>
    </div>
  );
}
