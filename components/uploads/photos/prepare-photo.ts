/** Makes a photo ready to be sent, in the browser and beside the page: upright, no larger than needed, and looked at. */
import { decodeHeic, isHeicContent, loadHeicDecoder } from "./decode-heic";
import { type Attempt, attemptsFor, fitted, isFine, isWithin, mostBytes, type PhotoWish } from "./photo-fit";
import { doubtsAbout, greyOf, lookSidePx, type PhotoDoubt } from "./photo-look";

/** What a photo came to. */
export type PhotoAnswer =
  /** `content`: null where the file is sent as it was chosen. The side in pixels, of the photo as it was chosen. */
  | { kind: "ready"; content: Blob | null; shortSidePx: number; doubts: PhotoDoubt[] }
  /** It is HEIC and damaged. Of other kinds the server says so: it may read what this browser does not. */
  | { kind: "unreadable" }
  /** It is HEIC, and what reads that has not arrived. */
  | { kind: "noDecoder" };

type Picture = ImageBitmap | OffscreenCanvas;

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("there is nothing to draw on");
  return context;
}

/** The picture, smaller where it is larger than that; `isOpaque` on white, because JPEG would make black of nothing. */
function drawn(picture: Picture, longSidePx: number, isOpaque: boolean): OffscreenCanvas {
  const { width, height } = fitted(picture.width, picture.height, longSidePx);
  const canvas = new OffscreenCanvas(width, height);
  const context = contextOf(canvas);
  if (isOpaque) {
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
  }
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, width, height);
  return canvas;
}

async function encoded(picture: Picture, { mediaType, quality, longSidePx }: Attempt): Promise<Blob> {
  const canvas = drawn(picture, longSidePx, mediaType === "image/jpeg");
  return await canvas.convertToBlob({ type: mediaType, quality });
}

/** The best that is light enough, or the lightest. */
async function lightEnough(picture: Picture, wish: PhotoWish): Promise<Blob | null> {
  let lightest: Blob | null = null;
  for (const attempt of attemptsFor(wish)) {
    lightest = await encoded(picture, attempt);
    if (lightest.size <= mostBytes(wish)) break;
  }
  return lightest;
}

function doubtsOf(picture: Picture, shortSidePx: number): PhotoDoubt[] {
  const copy = drawn(picture, lookSidePx, true);
  const { data } = contextOf(copy).getImageData(0, 0, copy.width, copy.height);
  return doubtsAbout(greyOf(data, copy.width, copy.height), shortSidePx);
}

/** Null where this browser cannot read the file itself. It turns the photo upright, as the photo says. */
async function decodedByBrowser(file: Blob): Promise<ImageBitmap | null> {
  return await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
}

async function pictureOf(file: Blob, isHeic: boolean): Promise<ImageBitmap | Exclude<PhotoAnswer["kind"], "ready">> {
  const bitmap = await decodedByBrowser(file);
  if (bitmap) return bitmap;
  if (!isHeic) throw new Error("this browser cannot read the photo");
  const decoder = await Promise.resolve()
    .then(loadHeicDecoder)
    .catch(() => null);
  if (!decoder) return "noDecoder";
  const pixels = await decodeHeic(decoder, file).catch(() => null);
  return pixels ? await createImageBitmap(pixels) : "unreadable";
}

/** @throws Error where this browser cannot prepare it, so that it is best sent as it is */
export async function preparePhoto(file: File, wish: PhotoWish): Promise<PhotoAnswer> {
  const isHeic = await isHeicContent(file);
  const picture = await pictureOf(file, isHeic);
  if (typeof picture === "string") return { kind: picture };
  const shortSidePx = Math.min(picture.width, picture.height);
  const longSidePx = Math.max(picture.width, picture.height);
  const doubts = wish.isLookedAt ? doubtsOf(picture, shortSidePx) : [];
  const isKept = !isHeic && isFine(file, longSidePx, wish);
  const made = isKept ? null : await lightEnough(picture, wish);
  picture.close();
  const isLighter = made !== null && (isHeic || !isWithin(file, wish) || made.size < file.size);
  return { kind: "ready", content: isLighter ? made : null, shortSidePx, doubts };
}
