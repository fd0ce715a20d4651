/** The text of a file that somebody exported from a spreadsheet. */
import { refused } from "../errors";

const fault = (key: string) => refused("checkFields", [{ path: "file", key }]);

const startsWith = (bytes: Uint8Array, ...start: number[]) => start.every((byte, index) => bytes[index] === byte);

/** Characters that no text file holds; tabs and the ends of lines and pages are fine. */
const oddCharacters = (text: string): string[] => text.replace(/[\t\n\r\f\v]/g, "").match(/\p{Cc}/gu) ?? [];

/**
 * Reads UTF-8, with and without its mark, what Excel calls Unicode text (UTF-16 with a mark), and Windows-1252, which
 * Excel writes when it is asked for plain CSV.
 * @throws AppError refused, its issue on `file`: "importWorkbook", "importBinary", "importEncoding"
 */
export function decodeText(bytes: Uint8Array): string {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    throw fault("importWorkbook");
  }
  const text = decoded(bytes);
  const odd = oddCharacters(text);
  // Above them are the five bytes that Windows-1252 leaves open: the file is in some other encoding.
  if (odd.some((character) => character < "\x80")) throw fault("importBinary");
  // The mark of a character that an earlier program could not read: the words behind it are lost already.
  if (odd.length > 0 || text.includes("\ufffd")) throw fault("importEncoding");
  return text;
}

function decoded(bytes: Uint8Array): string {
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder("utf-16le").decode(bytes);
  if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
