/** The partner's logo: proved to be a picture, made small, freed of whatever was hidden in it. */
import { fileTypeFromBuffer } from "file-type";
import { AppError, refused } from "../errors";
import { maxPixels } from "../files/image";
import { sharp } from "../files/pictures";

/** The largest file that is taken, in bytes. */
export const maxLogoBytes = 4 * 1024 * 1024;

/** Four times the height of the header's logo, for sharp screens, and room for wide ones. In pixels. */
const fits = { width: 640, height: 128 } as const;
const minSidePx = 24;

const pictures = ["image/png", "image/jpeg", "image/webp"];

/** Drawings are programs in disguise: they may carry scripts and load from elsewhere, so none is shown to merchants. */
const looksLikeDrawing = (content: Buffer) => /<svg[\s>]/i.test(content.subarray(0, 4_096).toString("utf8"));

/**
 * The logo as it is kept and shown: a PNG with its transparency, without metadata.
 * @throws AppError refused `settings.logoDrawing`, `settings.logoKind`, `settings.logoBroken`, `settings.logoSmall`
 */
export async function prepareLogo(content: Buffer): Promise<{ type: "image/png"; content: Buffer }> {
  const mime = (await fileTypeFromBuffer(content))?.mime;
  if (!pictures.some((type) => type === mime)) {
    throw refused(looksLikeDrawing(content) ? "settings.logoDrawing" : "settings.logoKind");
  }
  try {
    const picture = sharp(content, { limitInputPixels: maxPixels, failOn: "error", pages: 1 });
    const { width, height } = await picture.metadata();
    if (Math.min(width, height) < minSidePx) throw refused("settings.logoSmall");
    const fitted = picture.autoOrient().resize({ ...fits, fit: "inside", withoutEnlargement: true });
    return { type: "image/png", content: await fitted.png({ compressionLevel: 9 }).toBuffer() };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("refused", "settings.logoBroken", [], { cause: error });
  }
}
