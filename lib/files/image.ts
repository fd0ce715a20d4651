/** Photos: decoded to prove that they are photos, turned upright, freed of metadata (place and device), made to fit. */

import { AppError } from "../errors";
import { fileFault } from "./file-fault";
import { sharp } from "./pictures";

/** Photos of phones with 64 megapixels pass; what is larger unpacks to more memory than a photo is worth. */
export const maxPixels = 70_000_000;
export type ImageType = "image/jpeg" | "image/png";
export type Image = { mediaType: ImageType; width: number; height: number; content: Buffer };

/** Two decoders at a time: each may hold a whole photo unpacked, and many merchants upload at once. */
const waiting: (() => void)[] = [];
let free = 2;
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free -= 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }
}

type Attempt = { mediaType: ImageType; quality: number; longSidePx: number | null };

/** From the best to the smallest: first as it is, then as a stronger JPEG, then with fewer pixels. */
function attemptsFor(mediaType: ImageType, allowed: readonly string[]): Attempt[] {
  const asIs: Attempt = { mediaType, quality: 90, longSidePx: null };
  if (!allowed.includes("image/jpeg")) {
    return [asIs, ...[4000, 2800, 2000].map((longSidePx) => ({ ...asIs, longSidePx }))];
  }
  const jpeg = (quality: number, longSidePx: number | null): Attempt => ({
    mediaType: "image/jpeg",
    quality,
    longSidePx,
  });
  return [asIs, jpeg(82, null), jpeg(82, 4000), jpeg(80, 2800), jpeg(76, 2000)];
}

function encode(source: Buffer, { mediaType, quality, longSidePx }: Attempt) {
  const upright = sharp(source, { limitInputPixels: maxPixels, failOn: "error", pages: 1 }).autoOrient();
  const sized = longSidePx
    ? upright.resize({ width: longSidePx, height: longSidePx, fit: "inside", withoutEnlargement: true })
    : upright;
  return mediaType === "image/png"
    ? sized.png({ compressionLevel: 8 }).toBuffer({ resolveWithObject: true })
    : sized.flatten({ background: "#ffffff" }).jpeg({ quality }).toBuffer({ resolveWithObject: true });
}

async function checkSize(source: Buffer, minSide: number): Promise<void> {
  // Read without the limit: the header alone is cheap, and "too many pixels" deserves words of its own.
  const { width, height } = await sharp(source, { limitInputPixels: false, failOn: "error" }).metadata();
  if (width * height > maxPixels) throw fileFault("file.tooManyPixels", { max: maxPixels / 1_000_000 });
  if (Math.min(width, height) < minSide) throw fileFault("file.tooSmall", { min: minSide });
}

/**
 * The photo as we keep and send it. Always encoded anew, which drops what was hidden in or behind the picture.
 * @param limits `maxBytes` for the result, `minSide` in pixels, `allowed` media types to fall back on
 * @throws AppError refused `file.unreadable`, `file.tooSmall`, `file.tooManyPixels`; too_large `file.tooBig`
 */
export async function normaliseImage(
  source: Buffer,
  mediaType: ImageType,
  limits: { maxBytes: number; minSide: number; allowed: readonly string[]; limitText: string },
): Promise<Image> {
  return await inTurn(async () => {
    try {
      await checkSize(source, limits.minSide);
      for (const attempt of attemptsFor(mediaType, limits.allowed)) {
        const { data, info } = await encode(source, attempt);
        if (data.length <= limits.maxBytes) {
          return { mediaType: attempt.mediaType, width: info.width, height: info.height, content: data };
        }
      }
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw fileFault("file.unreadable", {}, { cause: error });
    }
    throw fileFault("file.tooBig", { limit: limits.limitText });
  });
}

const thumbnailSidePx = 192;

/** A small JPEG of a kept photo, cut to a square, for lists. Throws when the content is no picture. */
export async function thumbnail(content: Buffer): Promise<Buffer> {
  return await inTurn(() =>
    sharp(content, { limitInputPixels: maxPixels })
      .resize({ width: thumbnailSidePx, height: thumbnailSidePx, fit: "cover" })
      .flatten({ background: "#ffffff" })
      .jpeg({ quality: 72 })
      .toBuffer(),
  );
}
