/**
 * The names (`/JavaScript`, `/EmbeddedFile`) in the objects of a PDF: what it can do stands in them. Our own and not a reader's,
 * for two reasons: a reader tells what it would act on itself, and another one acts on more; and a document with an electronic
 * signature must go on as it came, so nothing can be cut out of it. Where readers go on in different ways the file is not read:
 * what one of them passes over is a program for the next.
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
/** Arrays and dictionaries in each other: honest ones lie a dozen deep. */
const maxDepth = 500;

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
const space = /[\0\t\n\f\r ]+/y;
const hex = /<[\0\t\n\f\r \da-fA-F]*>/y;
const comment = /[^\r\n]*/y;
const escaped = /#([0-9a-fA-F]{2})/g;

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const control = /[\x01-\x1f\x7f]/;

/** The name or word that begins here. */
function wordAt(text: string, at: number): string {
  const found = matchAt(word, text, at);
  // For some readers it ends there.
  if (control.test(found)) throw new UnreadablePdf("a name has signs that nobody writes");
  return found;
}

/** `Java#53cript` means `JavaScript`. */
const meant = (name: string) =>
  name.replace(escaped, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

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

/**
 * Where a bracket, a string of digits or space ends that begins here; `open` has what is open. Every reader goes on in its own way
 * after a bracket that closes nothing, so a file with one is not read.
 */
function behindSign(text: string, at: number, open: string[]): number {
  const pair = text.slice(at, at + 2);
  const bracket = pair === "<<" || pair === ">>" ? pair : (text[at] ?? "");
  if (bracket === "<<" || bracket === "[") {
    if (open.push(bracket) > maxDepth) throw new UnreadablePdf("too many brackets in each other");
  } else if (bracket === ">>" || bracket === "]") {
    if (open.pop() !== (bracket === ">>" ? "<<" : "[")) throw new UnreadablePdf("a bracket closes nothing");
  } else {
    const length = (matchAt(space, text, at) || matchAt(hex, text, at)).length;
    if (length === 0) throw new UnreadablePdf("a sign that has no place there");
    return at + length;
  }
  return at + bracket.length;
}

/** Words that are between objects or at their end. Inside a bracket one reader stops at them and another goes on. */
const outer = ["obj", "endobj", "stream", "endstream", "xref", "startxref", "trailer"];

/** What any reader takes for space. */
const isSpace = (char: string | undefined) => char !== undefined && "\0\t\n\v\f\r ".includes(char);
const isLineEnd = (char: string | undefined) => char === "\n" || char === "\r";
const isOfNumber = (char: string | undefined) => char !== undefined && "0123456789+-.".includes(char);

/** Where a comment begins that ends before this end of a line; -1 without one. */
function commentBefore(text: string, end: number): number {
  let sign = -1;
  for (let at = end - 1; at >= 0 && !isLineEnd(text[at]); at -= 1) if (text[at] === "%") sign = at;
  return sign;
}

/** Where space and comments begin that end here. */
function beforeGap(text: string, end: number): number {
  let at = end;
  while (isSpace(text[at - 1])) {
    at -= 1;
    const sign = isLineEnd(text[at]) ? commentBefore(text, at) : -1;
    if (sign >= 0) at = sign;
  }
  return at;
}

/** Anywhere else there are readers for whom it begins nothing. */
function behindStreamWord(text: string, at: number): number {
  const before = beforeGap(text, at);
  const behind = at + "stream".length;
  const isStream = text.slice(before - 2, before) === ">>" && isSpace(text[behind]);
  if (!isStream) throw new UnreadablePdf("a stream belongs to nothing");
  return behind;
}

/** `streamAt`: behind the word `stream`, where the object has one. */
type PdfObject = { names: string[]; streamAt: number | null; end: number };

/** Reads from behind `obj` or `trailer` to the end of the object, or to its stream. */
async function readObject(text: string, start: number, pace: Pace): Promise<PdfObject> {
  const names: string[] = [];
  const open: string[] = [];
  let at = start;
  let before = start;
  while (at < text.length) {
    if (isTired(pace, at - before)) await nextTurn();
    before = at;
    const char = text[at];
    if (char === "(") at = behindString(text, at);
    else if (char === "%") at += matchAt(comment, text, at).length;
    else if (char === "/") {
      const name = wordAt(text, at + 1);
      names.push(meant(name));
      if (names.length > maxNames) throw new UnreadablePdf("an object has too many names");
      at += 1 + name.length;
    } else {
      const found = wordAt(text, at);
      if (!outer.includes(found)) at = found ? at + found.length : behindSign(text, at, open);
      else if (open.length > 0) throw new UnreadablePdf("an object ends inside a bracket");
      else if (found !== "stream") return { names, streamAt: null, end: at };
      else return { names, streamAt: behindStreamWord(text, at), end: at };
    }
  }
  if (open.length > 0) throw new UnreadablePdf("a bracket is never closed");
  return { names, streamAt: null, end: at };
}

/** Readers ask for these numbers and not for the type, which may be left out. */
const isPacked = ({ names }: PdfObject) => names.includes("ObjStm") || (names.includes("First") && names.includes("N"));

/** How honest programs pack objects. What is packed otherwise is refused, not unpacked. */
async function unpack(content: Buffer, names: readonly string[], streamAt: number, maxBytes: number): Promise<Buffer> {
  const filters = names.filter((name) =>
    /Decode$|^(AHx|A85|LZW|RL|Fl|CCF|DCT|DecodeParms|DP|Predictor|Crypt)$/.test(name),
  );
  if (filters.length !== 1 || !/^(FlateDecode|Fl)$/.test(filters[0] ?? "")) {
    throw new UnreadablePdf("objects are packed in an unusual way");
  }
  // Some readers begin at the next line, whatever stands on this one.
  const line = /^\r?\n/.exec(content.toString("latin1", streamAt, streamAt + 2))?.[0];
  if (!line) throw new UnreadablePdf("objects begin in an unusual place");
  try {
    return await unpacked(content.subarray(streamAt + line.length), { maxOutputLength: maxBytes });
  } catch (error) {
    throw new UnreadablePdf("objects cannot be unpacked", { cause: error });
  }
}

function beforeNumber(text: string, end: number): number {
  let at = end;
  while (isOfNumber(text[at - 1])) at -= 1;
  return at;
}

/** Whether two numbers stand before: without them `obj` begins nothing, and its three bytes are in every large picture. */
function isHeader(text: string, at: number): boolean {
  const second = beforeGap(text, at);
  const gap = beforeNumber(text, second);
  const first = beforeGap(text, gap);
  return gap < second && first < gap && isOfNumber(text[first - 1]);
}

/** Every place at which a reader might begin to read an object, or what leads to all of them. */
function* startsIn(text: string): Generator<number> {
  for (const key of ["obj", "trailer"]) {
    for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
      if (key === "trailer" || isHeader(text, at)) yield at + key.length;
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
      keep(meant(wordAt(inside, at + 1)));
    }
  }
  return all;
}
