/** From a chosen photo to the one that is sent. Fetched with the first photo that is chosen, and the worker with it. */
import { faultOfSize, isNamedHeic, type SlotLimits } from "../file-check";
import type { Fault } from "../send-file";
import type { Prepared } from "../upload-queue";
import { askWorker } from "./ask-worker";
import type { PhotoAnswer } from "./prepare-photo";

/** What is larger is no photo of a phone, and would only fill its memory. */
const largestPhotoBytes = 80_000_000;

const refused = (fault: Fault, canRetry = false): Prepared => ({ kind: "refused", fault, canRetry });

/** A HEIC that could not be turned into a JPEG: without a connection, because what does it was not there to be fetched. */
const unturned = () => refused({ key: navigator.onLine ? "file.heic" : "file.failed" }, true);

function named(content: Blob, { name }: File): File {
  const ending = content.type === "image/png" ? "png" : "jpg";
  return new File([content], `${name.replace(/\.\w+$/, "")}.${ending}`, { type: content.type });
}

/** Never fails: what cannot be made ready here is sent as it is, and the server says what it is. */
export async function fitPhoto(file: File, limits: SlotLimits): Promise<Prepared> {
  const { types, maxBytes, isLookedAt } = limits;
  const isReadable = file.size <= largestPhotoBytes;
  const answer: PhotoAnswer | null = isReadable ? await askWorker(file, { types, maxBytes, isLookedAt }) : null;
  if (answer?.kind === "unreadable") return refused({ key: "file.unreadable" });
  if (answer?.kind === "noDecoder" || (!answer && isNamedHeic(file))) return unturned();
  const ready = answer?.content ? named(answer.content, file) : file;
  const tooBig = faultOfSize(ready, limits);
  if (tooBig) return refused(tooBig);
  if (answer && answer.shortSidePx < limits.minSidePx) {
    return refused({ key: "file.tooSmall", params: { min: limits.minSidePx } });
  }
  return { kind: "ready", file: ready, doubts: answer?.doubts ?? [] };
}
