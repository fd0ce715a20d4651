/** From a chosen file to the one that is sent. */
import { isNamedHeic, isPhotoFor, type SlotLimits } from "./file-check";
import type { Prepared } from "./upload-queue";

/** Never fails: a paper stays as it is, and so does a photo where what makes it fit does not arrive. */
export async function prepareFile(file: File, limits: SlotLimits): Promise<Prepared> {
  const asChosen: Prepared = { kind: "ready", file, doubts: [] };
  if (!isPhotoFor(file, limits)) return asChosen;
  const photos = await import("./photos/fit-photo").catch(() => null);
  if (photos) return await photos.fitPhoto(file, limits);
  return isNamedHeic(file) ? { kind: "refused", fault: { key: "file.failed" }, canRetry: true } : asChosen;
}
