"use client";

import { useEffect, useId, useRef, useState } from "react";
import { classes } from "@/components/ui/classes";
import { CameraFrame, type FrameKind } from "./camera-frame";
import { takePhoto } from "./take-photo";
import { useUploads } from "./uploads-provider";

export type CameraView = { facing: "user" | "environment"; frame: FrameKind };

/** `refused`: the person, or the phone for them, does not let this page use the camera. */
type State = "starting" | "live" | "taking" | "refused" | "broken";

const hintOf = { card: "aimCard", page: "aimPage", selfie: "aimSelfie", shop: "aimShop" } as const;
const stateTextOf = { starting: "cameraStarting", refused: "cameraRefused", broken: "cameraBroken" } as const;
const button =
  "inline-flex min-h-12 min-w-0 items-center justify-center rounded-control px-[min(0.75rem,3vw)] text-[0.9375rem] wrap-anywhere font-semibold text-[#fff] focus-visible:outline-[#fff]";

/** Opens the camera for as long as the component is there, in the video that the ref is put on. */
function useCamera(facing: CameraView["facing"]) {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<State>("starting");
  const track = useRef<MediaStreamTrack | null>(null);
  useEffect(() => {
    let isOver = false;
    const wanted = { facingMode: facing, width: { ideal: 2560 }, height: { ideal: 1440 } };
    navigator.mediaDevices.getUserMedia({ video: wanted }).then(
      (stream) => {
        const [first] = stream.getVideoTracks();
        if (isOver || !video.current || !first) return first?.stop();
        track.current = first;
        video.current.srcObject = stream;
      },
      (error: unknown) => setState((error as Error).name === "NotAllowedError" ? "refused" : "broken"),
    );
    return () => {
      isOver = true;
      track.current?.stop();
    };
  }, [facing]);
  return { video, track, state, setState };
}

/**
 * The camera on the whole screen, with lines that show where to put what is photographed. Loaded when it is opened.
 * @param onOwnCamera opens the phone's own camera instead, where this one is refused or shows nothing
 */
export function Viewfinder({
  view: { facing, frame },
  onPhoto,
  onOwnCamera,
  onClose,
}: {
  view: CameraView;
  onPhoto: (photo: File) => void;
  onOwnCamera: () => void;
  onClose: () => void;
}) {
  const { texts } = useUploads();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const { video, track, state, setState } = useCamera(facing);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  async function shoot() {
    if (state !== "live" || !video.current || !track.current) return;
    setState("taking");
    const photo = await takePhoto(video.current, track.current);
    // Closed meanwhile, there is nobody who wants it.
    if (!dialog.current?.open) return;
    if (!photo) return setState("broken");
    dialog.current.close();
    onPhoto(photo);
  }
  const isRunning = state === "live" || state === "taking";
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      className="m-0 h-dvh max-h-none w-dvw max-w-none overflow-hidden bg-[#000] text-[#fff]"
    >
      <video
        ref={video}
        autoPlay
        muted
        playsInline
        onPlaying={() => setState((before) => (before === "starting" ? "live" : before))}
        className={classes("absolute inset-0 size-full object-cover", facing === "user" && "-scale-x-100")}
      />
      <div className="absolute inset-0 flex flex-col">
        <h2 id={titleId} className="relative z-10 bg-[#000a] px-5 py-4 text-center text-lg/6 font-semibold">
          {texts[hintOf[frame]]}
        </h2>
        <div
          className={classes(
            "grid min-h-0 flex-1 place-items-center text-center",
            // In large letters the words may need more than the screen has.
            !isRunning && "overflow-y-auto",
          )}
        >
          {isRunning ? <CameraFrame kind={frame} /> : null}
          <p role="status" className={isRunning ? "sr-only" : "max-w-sm px-5"}>
            {isRunning ? "" : texts[stateTextOf[state]]}
          </p>
        </div>
        <div className="relative z-10 grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-2 bg-[#000a] px-3 py-4">
          <button
            type="button"
            className={classes(button, "justify-self-start")}
            onClick={() => dialog.current?.close()}
          >
            {texts.cancel}
          </button>
          <button
            type="button"
            aria-label={texts.shutter}
            aria-disabled={state !== "live"}
            onClick={shoot}
            className="grid size-[72px] place-items-center rounded-full border-4 border-[#fff] outline-offset-4 focus-visible:outline-[#fff] aria-disabled:opacity-40"
          >
            <span className="size-[56px] rounded-full bg-[#fff]" />
          </button>
          <button
            type="button"
            className={classes(button, "justify-self-end")}
            onClick={() => {
              dialog.current?.close();
              onOwnCamera();
            }}
          >
            {texts.ownCamera}
          </button>
        </div>
      </div>
    </dialog>
  );
}
