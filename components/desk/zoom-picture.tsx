"use client";

import { type PointerEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

export const zoomStep = 1.25;
export const maxZoom = 8;
/** 1 is as large as the frame lets it be. */
export const withinZoom = (zoom: number) => Math.min(maxZoom, Math.max(1, zoom));

/** Width and height of an element in pixels, as it is now. */
function useSize(ref: RefObject<HTMLElement | null>) {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    watch.observe(element);
    return () => watch.disconnect();
  }, [ref]);
  return size;
}

const distance = (touches: TouchList) => {
  const [one, other] = [touches[0], touches[1]];
  return one && other ? Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) : 0;
};

/** Wheel and two fingers. Both are heard without React, which cannot keep the page from scrolling or zooming along. */
function useGestures(ref: RefObject<HTMLElement | null>, zoomBy: (factor: number) => void) {
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    let apart = 0;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      zoomBy(Math.exp(-event.deltaY / 400));
    };
    const onStart = ({ touches }: TouchEvent) => {
      apart = touches.length === 2 ? distance(touches) : 0;
    };
    const onMove = (event: TouchEvent) => {
      if (apart === 0 || event.touches.length !== 2) return;
      event.preventDefault();
      const now = distance(event.touches);
      zoomBy(now / apart);
      apart = now;
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    element.addEventListener("touchstart", onStart, { passive: true });
    element.addEventListener("touchmove", onMove, { passive: false });
    return () => {
      element.removeEventListener("wheel", onWheel);
      element.removeEventListener("touchstart", onStart);
      element.removeEventListener("touchmove", onMove);
    };
  }, [ref, zoomBy]);
}

/** A picture in a frame: turned in quarters, enlarged, and moved about with mouse, finger or arrow keys. */
export function ZoomPicture({
  src,
  label,
  width,
  height,
  zoom,
  turns,
  onZoom,
}: {
  src: string;
  label: string;
  /** Of the picture in pixels. */
  width: number;
  height: number;
  zoom: number;
  /** Quarters to the right. */
  turns: number;
  onZoom: (change: (zoom: number) => number) => void;
}) {
  const frame = useRef<HTMLElement>(null);
  const size = useSize(frame);
  const [zoomBy] = useState(() => (factor: number) => onZoom((before) => withinZoom(before * factor)));
  useGestures(frame, zoomBy);
  const isAcross = turns % 2 === 1;
  const [shownWidth, shownHeight] = isAcross ? [height, width] : [width, height];
  const fit = Math.min(size.width / shownWidth, size.height / shownHeight, 1.5);
  const scale = Number.isFinite(fit) ? fit * zoom : 0;
  const [pictureWidth, pictureHeight] = [shownWidth * scale, shownHeight * scale];
  const before = useRef({ width: 0, height: 0 });
  // What stood in the middle stays there; without that, an enlarged picture would show its upper left corner.
  useLayoutEffect(() => {
    const own = frame.current;
    if (!own) return;
    const middle = (scroll: number, visible: number, whole: number) =>
      whole > visible ? (scroll + visible / 2) / whole : 1 / 2;
    const { width: formerWidth, height: formerHeight } = before.current;
    const across = middle(own.scrollLeft, own.clientWidth, formerWidth);
    const down = middle(own.scrollTop, own.clientHeight, formerHeight);
    before.current = { width: pictureWidth, height: pictureHeight };
    own.scrollLeft = across * pictureWidth - own.clientWidth / 2;
    own.scrollTop = down * pictureHeight - own.clientHeight / 2;
  }, [pictureWidth, pictureHeight]);
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (event.buttons !== 1 || event.pointerType === "touch") return;
    event.currentTarget.scrollBy(-event.movementX, -event.movementY);
  };
  return (
    <section
      ref={frame}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an enlarged picture is scrolled with the arrow keys
      tabIndex={0}
      onPointerMove={drag}
      className="flex size-full cursor-grab touch-pan-x touch-pan-y overflow-auto bg-hover"
    >
      <div className="relative m-auto shrink-0" style={{ width: pictureWidth, height: pictureHeight }}>
        {/* biome-ignore lint/performance/noImgElement: a person's document, which must lie in no image cache */}
        <img
          src={src}
          alt={label}
          draggable={false}
          className="absolute top-1/2 left-1/2 max-w-none select-none"
          style={{
            width: width * scale,
            height: height * scale,
            transform: `translate(-50%, -50%) rotate(${turns * 90}deg)`,
          }}
        />
      </div>
    </section>
  );
}
