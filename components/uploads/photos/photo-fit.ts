/** How a photo is made to fit: pure, so that the worker only carries it out. */
import { pieceBytes } from "@/lib/domain/upload-pieces";

/** What a slot wants of a photo. */
export type PhotoWish = {
  /** Media types that the slot takes. */
  types: readonly string[];
  maxBytes: number;
  /** Whether people must be able to read it or to know a face: a logo may be as it is. */
  isLookedAt: boolean;
};

export type Attempt = { mediaType: "image/jpeg" | "image/png"; quality: number; longSidePx: number };

/** More pixels than anybody needs to read a card or a page; a phone's photo of 12 megapixels has 4000. */
const enoughSidePx = 2800;

/** The most that a photo may weigh: what the slot takes, and what is sent in one piece, which every host takes. In bytes. */
export const mostBytes = ({ maxBytes }: PhotoWish) => Math.min(maxBytes, pieceBytes);

/** From the best to the smallest. PNG has no quality, and stays PNG only where nothing else is taken. */
export function attemptsFor({ types }: PhotoWish): Attempt[] {
  const isPng = !types.includes("image/jpeg");
  const attempt = (longSidePx: number, quality: number): Attempt => ({
    mediaType: isPng ? "image/png" : "image/jpeg",
    quality,
    longSidePx,
  });
  const smaller = [attempt(2000, 0.75), attempt(1400, 0.7), attempt(1000, 0.6)];
  return [attempt(enoughSidePx, 0.85), ...(isPng ? [] : [attempt(enoughSidePx, 0.75)]), ...smaller];
}

type Chosen = { type: string; size: number };

/** Whether a file may be sent as it was chosen. */
export const isWithin = (file: Chosen, wish: PhotoWish) =>
  wish.types.includes(file.type) && file.size <= mostBytes(wish);

/** Whether there is nothing to gain: it is of a kind that is taken, weighs little enough and has no needless pixels. */
export function isFine(file: Chosen, longSidePx: number, wish: PhotoWish): boolean {
  return isWithin(file, wish) && longSidePx <= enoughSidePx;
}

/** Width and height with a long side of at most so many pixels; never larger than it was. */
export function fitted(width: number, height: number, longSidePx: number): { width: number; height: number } {
  const scale = Math.min(1, longSidePx / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
