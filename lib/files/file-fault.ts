/** Why a file is refused. Every reason has words of its own under `errors.file`. */
import type { MessageParams } from "../domain/fields/message";
import { AppError } from "../errors";

export const fileFaultKeys = [
  "file.none",
  "file.wrongKind",
  "file.heic",
  "file.tooBig",
  "file.empty",
  "file.unreadable",
  "file.activePdf",
  "file.lockedPdf",
  "file.infected",
  "file.notScanned",
  "file.tooSmall",
  "file.tooManyPixels",
  "file.tooMany",
  "file.slotUnknown",
  "file.failed",
] as const;
export type FileFaultKey = (typeof fileFaultKeys)[number];

/** An error of code `too_large` for size and `refused` for the rest; its one issue carries the parameters. */
export function fileFault(key: FileFaultKey, params: MessageParams = {}, options?: ErrorOptions): AppError {
  return new AppError(key === "file.tooBig" ? "too_large" : "refused", key, [{ path: "file", key, params }], options);
}
