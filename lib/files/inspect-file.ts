/** Decides by its content what an uploaded file is and whether a requirement takes it. Names and headers are not believed. */
import { fileTypeFromBuffer } from "file-type";
import { formatNames, sizeText, typesFor } from "../domain/file-formats";
import { minSidePx, type Requirement } from "../domain/requirements";
import { checkPdf } from "./check-pdf";
import { fileFault } from "./file-fault";
import { normaliseImage } from "./image";

/** What is kept; `width` and `height` in pixels, null for a PDF. */
export type InspectedFile = { mediaType: string; width: number | null; height: number | null; content: Buffer };

/**
 * Checks the content and prepares it for keeping: photos upright and without metadata, PDFs as they came.
 * @param content the whole file, not longer than the requirement's `maxBytes`
 * @throws AppError refused with one of the `file.*` keys; too_large when a photo cannot be made to fit
 */
export async function inspectFile(content: Buffer, requirement: Requirement): Promise<InspectedFile> {
  if (content.length === 0) throw fileFault("file.empty");
  const allowed = typesFor(requirement.extensions);
  const mime = (await fileTypeFromBuffer(content))?.mime;
  if (mime === "image/heic" || mime === "image/heif") throw fileFault("file.heic");
  const mediaType = allowed.find((type) => type === mime);
  if (!mediaType) throw fileFault("file.wrongKind", { formats: formatNames(requirement.extensions) });
  if (mediaType === "application/pdf") {
    await checkPdf(content);
    return { mediaType, width: null, height: null, content };
  }
  return await normaliseImage(content, mediaType, {
    maxBytes: requirement.maxBytes,
    minSide: minSidePx(requirement),
    allowed,
    limitText: sizeText(requirement.maxBytes),
  });
}
