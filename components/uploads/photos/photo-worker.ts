/** The photo worker: gets a photo and what is wanted of it, answers with what `preparePhoto` does, or null where it failed. */
import type { PhotoWish } from "./photo-fit";
import { preparePhoto } from "./prepare-photo";

export type PhotoJob = { file: File; wish: PhotoWish };

self.onmessage = async ({ data: { file, wish } }: MessageEvent<PhotoJob>) => {
  self.postMessage(await preparePhoto(file, wish).catch(() => null));
};
