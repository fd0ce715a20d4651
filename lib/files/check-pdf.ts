/** PDFs go on to DOKU as they came, so one that does something, hides something or cannot be looked into is refused. */
import { fileFault } from "./file-fault";
import { pdfNames, UnreadablePdf } from "./pdf-names";

/** How far from its end a PDF's end mark may stand; readers look no further either. */
const tailBytes = 4096;
/** How far from its end an archive's directory may stand: a file that begins as a PDF may end as one. */
const archiveTailBytes = 66_000;
const archiveEnd = Buffer.from([0x50, 0x4b, 0x05, 0x06]);

/** Programs, calls to other programs and servers, and files inside the file. Links are none of them: nothing follows one by itself. */
const active = [
  ...["JavaScript", "JS", "Launch", "SubmitForm", "ImportData", "GoToE", "XFA"],
  ...["EmbeddedFile", "EmbeddedFiles", "EF", "FileAttachment", "RichMedia", "Rendition", "Movie"],
];

/**
 * @param content a file that begins as a PDF does
 * @throws AppError refused "file.unreadable", "file.activePdf", "file.lockedPdf"
 */
export async function checkPdf(content: Buffer): Promise<void> {
  const tail = content.subarray(-tailBytes).toString("latin1");
  const end = tail.lastIndexOf("%%EOF");
  if (!tail.includes("startxref") || end < 0 || /[^\0\t\n\f\r ]/.test(tail.slice(end + "%%EOF".length))) {
    throw fileFault("file.unreadable");
  }
  if (content.subarray(-archiveTailBytes).includes(archiveEnd)) throw fileFault("file.activePdf");
  let names: Set<string>;
  try {
    names = await pdfNames(content);
  } catch (error) {
    if (error instanceof UnreadablePdf) throw fileFault("file.unreadable", {}, { cause: error });
    throw error;
  }
  if (names.has("Encrypt")) throw fileFault("file.lockedPdf");
  if (active.some((name) => names.has(name))) throw fileFault("file.activePdf");
}
