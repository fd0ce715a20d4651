/**
 * The names (`/JavaScript`, `/EmbeddedFile`) in the objects of a PDF: what it can do stands in them. Our own and not a reader's,
 * for two reasons: a reader tells what it would act on itself, and another one acts on more; and a document with an electronic
 * signature must go on as it came, so nothing can be cut out of it.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { promisify } from "node:util";
import { inflate } from "node:zlib";

const unpacked = promisify(inflate);

/** What cannot be looked into: damaged, packed in an unusual way, or with more in it than an honest file has. */
export class UnreadablePdf extends Error {
  override readonly name = "UnreadablePdf";
}

/** Objects that are packed together, unpacked: documents of hundreds of pages have a few megabytes. */
const maxUnpackedBytes = 32 * 1024 * 1024;
/** Names of one object, and different ones in a file: honest ones have some thousands. */
const maxNames = 500_000;
/** A place in the file is read again only where objects begin inside others, as in an attack. */
const maxReadsOver = 8;

/**
 * Steps of a few milliseconds, a name or a few dozen characters each. After them everybody else has a turn: a file of a few kilobytes
 * can be made to take seconds.
 */
const stepsATurn = 40_000;
const charactersAStep = 32;

type Pace = { left: number };

/** Counts what was done, and tells whether it is time to let others go first. */
function isTired(pace: Pace, characters = 0): boolean {
  pace.left -= 1 + characters / charactersAStep;
  if (pace.left > 0) return false;
  pace.left = stepsATurn;
  return true;
}

const word = /[^\0\t\n\f\r ()<>[\]{}/%]*/y;
const between = /[\0\t\n\f\r )<>[\]{}]+/y;
const comment = /[^\r\n]*/y;
const escaped = /#([0-9a-fA-F]{2})/g;

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

/** `Java#53cript` means `JavaScript`. */
const meant = (name: string) =>
  name.replace(escaped, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Where a string ends that begins here; brackets inside it are balanced or escaped. */
function behindString(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === "(") depth += 1;
    else if (text[at] === ")") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

const ends = ["endobj", "obj", "endstream", "startxref"];

/** `streamAt`: behind the word `stream`, where the object has one. */
type PdfObject = { names: string[]; streamAt: number | null; end: number };

/** Reads from behind `obj` or `trailer` to the end of the object, or to its stream. */
async function readObject(text: string, start: number, pace: Pace): Promise<PdfObject> {
  const names: string[] = [];
  let at = start;
  let before = start;
  while (at < text.length) {
    if (isTired(pace, at - before)) await nextTurn();
    before = at;
    const char = text[at];
    if (char === "(") at = behindString(text, at);
    else if (char === "%") at += matchAt(comment, text, at).length;
    else if (char === "/") {
      const name = matchAt(word, text, at + 1);
      names.push(meant(name));
      if (names.length > maxNames) throw new UnreadablePdf("an object has too many names");
      at += 1 + name.length;
    } else {
      const found = matchAt(word, text, at);
      if (found === "stream") return { names, streamAt: at + found.length, end: at };
      if (ends.includes(found)) return { names, streamAt: null, end: at };
      at += found.length || matchAt(between, text, at).length || 1;
    }
  }
  return { names, streamAt: null, end: at };
}

/** Readers ask for these numbers and not for the type, which may be left out. */
const isPacked = ({ names }: PdfObject) => names.includes("ObjStm") || (names.includes("First") && names.includes("N"));

/** How honest programs pack objects. What is packed otherwise is refused, not unpacked. */
async function unpack(content: Buffer, names: readonly string[], streamAt: number, maxBytes: number): Promise<Buffer> {
  const filters = names.filter((name) => /Decode$|^(AHx|A85|LZW|RL|Fl|CCF|DCT)$|^(Predictor|Crypt)$/.test(name));
  if (filters.length !== 1 || !/^(FlateDecode|Fl)$/.test(filters[0] ?? "")) {
    throw new UnreadablePdf("objects are packed in an unusual way");
  }
  const start = streamAt + (content[streamAt] === 0x0d ? 2 : 1);
  try {
    return await unpacked(content.subarray(start), { maxOutputLength: maxBytes });
  } catch (error) {
    throw new UnreadablePdf("objects cannot be unpacked", { cause: error });
  }
}

/** Every place at which a reader might begin to read an object, or what leads to all of them. */
function* startsIn(text: string): Generator<number> {
  for (const key of ["obj", "trailer"]) {
    for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
      // Not the end of `endobj`.
      if (!/[a-z]/.test(text[at - 1] ?? "")) yield at + key.length;
    }
  }
}

/**
 * All names that objects of the PDF hold, those too that are packed, and those that no list of objects leads to.
 * @param content the whole file
 * @throws UnreadablePdf
 */
export async function pdfNames(content: Buffer): Promise<Set<string>> {
  // One character a byte.
  const text = content.toString("latin1");
  const all = new Set<string>();
  const keep = (name: string) => {
    all.add(name);
    if (all.size > maxNames) throw new UnreadablePdf("too many names");
  };
  let budget = text.length * maxReadsOver;
  let room = maxUnpackedBytes;
  const pace: Pace = { left: stepsATurn };
  for (const start of startsIn(text)) {
    if (isTired(pace)) await nextTurn();
    const object = await readObject(text, start, pace);
    budget -= object.end - start;
    if (budget < 0) throw new UnreadablePdf("objects lie in each other");
    for (const name of object.names) keep(name);
    if (object.streamAt === null || !isPacked(object)) continue;
    const packed = await unpack(content, object.names, object.streamAt, room);
    room -= packed.length;
    // Without strings and comments: what would hide behind one is read too.
    const inside = packed.toString("latin1");
    for (let at = inside.indexOf("/"); at >= 0; at = inside.indexOf("/", at + 1)) {
      if (isTired(pace)) await nextTurn();
      keep(meant(matchAt(word, inside, at + 1)));
    }
  }
  return all;
}
