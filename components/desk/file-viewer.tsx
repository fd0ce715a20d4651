"use client";

import { ChevronLeft, ChevronRight, ExternalLink, RotateCw, X, ZoomIn, ZoomOut } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { paths } from "@/lib/paths";
import { DocumentFrame } from "./document-frame";
import { OpenFiles } from "./open-file";
import { withinZoom, ZoomPicture, zoomStep } from "./zoom-picture";

export type ViewerFile = {
  id: string;
  /** What it is for. */
  name: string;
  /** Such as "Replaced". */
  state: string;
  mediaType: string;
  width: number | null;
  height: number | null;
};
/** `position` holds {number} and {count}. */
export type ViewerTexts = Record<
  | "zoomIn"
  | "zoomOut"
  | "rotate"
  | "previous"
  | "next"
  | "close"
  | "newTab"
  | "position"
  | "keys"
  | "loading"
  | "noViewer"
  | "failed",
  string
>;

type View = { index: number; zoom: number; turns: number };
const opened = (index: number): View => ({ index, zoom: 1, turns: 0 });

const tool =
  "inline-flex size-11 shrink-0 items-center justify-center rounded-control no-underline text-ink hover:bg-hover disabled:opacity-40 aria-disabled:opacity-40";

/**
 * Shows the files of a page: beside the data where there is room, over the whole screen of a phone. Around everything
 * that names files. Nothing of it is kept by the browser.
 * @param files null for readers who may not see them
 */
export function FileViewer({
  files,
  deleted,
  texts,
  children,
}: {
  files: readonly ViewerFile[] | null;
  /** What is said in place of files whose content was deleted, by their ids. */
  deleted: Readonly<Record<string, string>>;
  texts: ViewerTexts;
  children: ReactNode;
}) {
  const [view, setView] = useState<View | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const file = view && files?.[view.index];
  const isOpen = Boolean(file);
  useEffect(() => {
    const own = dialog.current;
    if (!isOpen || !own || own.open) return;
    // Beside the data it must not keep anybody from the data.
    if (window.matchMedia("(min-width: 64rem)").matches) own.show();
    else own.showModal();
    return () => own.close();
  }, [isOpen]);

  const context = useMemo(() => {
    const open = (fileId: string) => {
      const index = files?.findIndex(({ id }) => id === fileId) ?? -1;
      if (index >= 0) setView(opened(index));
      return index >= 0;
    };
    return { open: files ? open : null, deleted };
  }, [files, deleted]);

  const change = useCallback((next: (before: View) => View) => setView((before) => before && next(before)), []);
  const onZoom = useCallback(
    (next: (zoom: number) => number) => change((before) => ({ ...before, zoom: next(before.zoom) })),
    [change],
  );
  const count = files?.length ?? 0;
  const go = (by: number) => change((before) => (files?.[before.index + by] ? opened(before.index + by) : before));
  const zoomIn = () => onZoom((zoom) => withinZoom(zoom * zoomStep));
  const zoomOut = () => onZoom((zoom) => withinZoom(zoom / zoomStep));
  const rotate = () => change((before) => ({ ...before, turns: (before.turns + 1) % 4 }));
  const close = () => setView(null);

  const onKeyDown = (event: KeyboardEvent<HTMLDialogElement>) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    // An enlarged picture is moved about with the arrows.
    const isMoving = event.target instanceof HTMLElement && event.target.tagName === "SECTION" && (view?.zoom ?? 1) > 1;
    const keys = new Map([
      ["escape", close],
      ["+", zoomIn],
      ["=", zoomIn],
      ["-", zoomOut],
      ["0", () => onZoom(() => 1)],
      ["r", rotate],
      ["arrowleft", () => go(-1)],
      ["arrowright", () => go(1)],
    ]);
    const run = isMoving && event.key.startsWith("Arrow") ? undefined : keys.get(event.key.toLowerCase());
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };

  const isImage = file?.mediaType.startsWith("image/") ?? false;
  const src = file ? paths.file(file.id) : "";
  const tools = [
    { label: texts.previous, Icon: ChevronLeft, run: () => go(-1), off: view?.index === 0 },
    { label: texts.next, Icon: ChevronRight, run: () => go(1), off: view?.index === count - 1 },
    ...(isImage
      ? [
          { label: texts.zoomOut, Icon: ZoomOut, run: zoomOut, off: view?.zoom === 1 },
          { label: texts.zoomIn, Icon: ZoomIn, run: zoomIn, off: false },
          { label: texts.rotate, Icon: RotateCw, run: rotate, off: false },
        ]
      : []),
  ];
  return (
    <OpenFiles value={context}>
      {children}
      <dialog
        ref={dialog}
        aria-labelledby={titleId}
        onClose={close}
        onKeyDown={onKeyDown}
        className="fixed inset-0 z-40 m-0 size-full max-h-none max-w-none border-line bg-card p-0 text-ink lg:inset-y-0 lg:right-0 lg:left-auto lg:w-[min(46rem,50vw)] lg:border-l lg:shadow-2xl"
      >
        {file && view ? (
          <div className="grid size-full grid-rows-[auto_minmax(0,1fr)_auto]">
            <div className="flex items-start gap-2 border-b border-line p-3">
              <div className="min-w-0 flex-1">
                <h2 id={titleId} className="font-bold break-words">
                  {file.name}
                </h2>
                <p role="status" className="text-sm text-soft tabular-nums">
                  {texts.position.replace("{number}", String(view.index + 1)).replace("{count}", String(count))} ·{" "}
                  {file.state}
                  {isImage ? ` · ${Math.round(view.zoom * 100)} %` : null}
                </p>
              </div>
              <button type="button" className={tool} onClick={close} aria-label={texts.close}>
                <X aria-hidden="true" size={20} />
              </button>
            </div>
            {isImage ? (
              <ZoomPicture
                key={file.id}
                src={src}
                label={file.name}
                width={file.width ?? 1000}
                height={file.height ?? 1000}
                zoom={view.zoom}
                turns={view.turns}
                onZoom={onZoom}
              />
            ) : (
              <DocumentFrame key={file.id} src={src} label={file.name} texts={texts} />
            )}
            <div className="flex flex-wrap items-center gap-1 border-t border-line p-2">
              {tools.map(({ label, Icon, run, off }) => (
                <button
                  key={label}
                  type="button"
                  className={tool}
                  // Stays focused at the ends, so that the keyboard does not fall out of the viewer.
                  aria-disabled={off}
                  onClick={off ? undefined : run}
                  aria-label={label}
                  title={label}
                >
                  <Icon aria-hidden="true" size={20} />
                </button>
              ))}
              <a
                href={src}
                target="_blank"
                rel="noreferrer"
                className={tool}
                aria-label={texts.newTab}
                title={texts.newTab}
              >
                <ExternalLink aria-hidden="true" size={18} />
              </a>
              <p className="ml-auto hidden px-2 text-[0.8125rem] text-soft lg:block">{texts.keys}</p>
            </div>
          </div>
        ) : null}
      </dialog>
    </OpenFiles>
  );
}
