/** Files as attackers make them, by hand: each with what it pretends to be, and with what the portal says. */
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

export const script = "<script>alert('sambut')</script>";
const place = { IFD0: { Make: "Kamera Rahasia" }, IFD3: { GPSLatitudeRef: "S", GPSLatitude: "6/1 12/1 0/1" } };

const plain = () => sharp({ create: { width: 500, height: 500, channels: 3, background: "#7a5c1f" } });

/** A chunk as a PNG has it: length, kind, content, sum. */
function chunk(kind: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Black, a bit for each of so many pixels a side: a few kilobytes, whatever it unpacks to. */
function blackPng(side: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.writeUInt8(1, 8);
  const rows = deflateSync(Buffer.alloc(side * (1 + side / 8)));
  const chunks = [chunk("IHDR", head), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...chunks]);
}

/** Puts chunks behind the first one of a PNG, which is its head. */
function withChunks(png: Buffer, ...chunks: Buffer[]): Buffer {
  const head = 8 + 25;
  return Buffer.concat([png.subarray(0, head), ...chunks, png.subarray(head)]);
}

/** An archive of one small file, without compression. */
function zip(name: string, content: string): Buffer {
  const [file, data] = [Buffer.from(name), Buffer.from(content)];
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt32LE(crc32(data), 10);
  facts.writeUInt32LE(data.length, 14);
  facts.writeUInt32LE(data.length, 18);
  facts.writeUInt16LE(file.length, 22);
  const local = Buffer.concat([Buffer.from("PK\x03\x04"), facts, file, data]);
  const central = Buffer.concat([Buffer.from("PK\x01\x02\x14\0"), facts, Buffer.alloc(14), file]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

/** A PDF of one page with more objects, or with more behind its end. */
function pdf({
  objects = "",
  trailer = "",
  behind = Buffer.alloc(0),
}: Partial<Record<"objects" | "trailer", string>> & { behind?: Buffer }): Buffer {
  const page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>";
  const text = `%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R /OpenAction 5 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n3 0 obj ${page} endobj\n${objects}
trailer << /Size 9 /Root 1 0 R ${trailer} >>\nstartxref\n9\n%%EOF\n`;
  return Buffer.concat([Buffer.from(text, "latin1"), behind]);
}
const packed = deflateSync(Buffer.from("5 0 << /S /JavaScript /JS (app.alert\\(1\\)) >>")).toString("latin1");

type Hostile = { what: string; make: () => Buffer | Promise<Buffer>; key: string };

/** What is refused, with the key of the words that the sender reads. */
export const refusedFiles: readonly Hostile[] = [
  { what: "a web page", make: () => Buffer.from(`<!doctype html>${script}`), key: "file.wrongKind" },
  {
    what: "a drawing with a script",
    make: () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
    key: "file.wrongKind",
  },
  {
    what: "a program",
    make: () => Buffer.concat([Buffer.from("MZ\x90\0"), Buffer.alloc(2_000)]),
    key: "file.wrongKind",
  },
  {
    what: "a script with a picture's first bytes",
    make: () => Buffer.from("\xff\xd8\xff\xe0<?php system($_GET[1]);", "latin1"),
    key: "file.unreadable",
  },
  { what: "an archive", make: () => zip("a.html", script), key: "file.wrongKind" },
  { what: "a GIF", make: () => plain().gif().toBuffer(), key: "file.wrongKind" },
  { what: "a TIFF", make: () => plain().tiff().toBuffer(), key: "file.wrongKind" },
  {
    what: "nothing but the head of a PNG",
    make: async () => (await plain().png().toBuffer()).subarray(0, 40),
    key: "file.unreadable",
  },
  { what: "400 megapixels in a small file", make: () => blackPng(20_000), key: "file.tooManyPixels" },
  {
    what: "a PNG whose pixels stop",
    make: async () => (await plain().png().toBuffer()).subarray(0, -40),
    key: "file.unreadable",
  },
  {
    what: "a PDF with a program",
    make: () => pdf({ objects: "5 0 obj << /S /JavaScript /JS (app.alert\\(1\\)) >> endobj" }),
    key: "file.activePdf",
  },
  {
    what: "a PDF with a packed program",
    make: () =>
      pdf({
        objects: `6 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >> stream\n${packed}\nendstream endobj`,
      }),
    key: "file.activePdf",
  },
  {
    what: "a PDF that calls a program",
    make: () => pdf({ objects: "5 0 obj << /S /#4caunch /F (cmd.exe) >> endobj" }),
    key: "file.activePdf",
  },
  {
    what: "a PDF with a file inside",
    make: () => pdf({ objects: "5 0 obj << /Type /EmbeddedFile >> stream\nx\nendstream endobj" }),
    key: "file.activePdf",
  },
  { what: "a PDF with a password", make: () => pdf({ trailer: "/Encrypt 8 0 R" }), key: "file.lockedPdf" },
  { what: "a PDF that is an archive too", make: () => pdf({ behind: zip("a.html", script) }), key: "file.unreadable" },
  {
    what: "a PDF with a web page behind its end",
    make: () => pdf({ behind: Buffer.from(script) }),
    key: "file.unreadable",
  },
  {
    what: "a PDF behind something else",
    make: () => Buffer.concat([Buffer.from(script), pdf({})]),
    key: "file.wrongKind",
  },
];

/** What is taken, because it is a picture, and has to be nothing but a picture afterwards. */
export const disguisedPictures: readonly Omit<Hostile, "key">[] = [
  { what: "with a place and a device", make: () => plain().jpeg().withExif(place).toBuffer() },
  {
    what: "with a web page behind it",
    make: async () => Buffer.concat([await plain().jpeg().toBuffer(), Buffer.from(script)]),
  },
  {
    what: "that is an archive too",
    make: async () => Buffer.concat([await plain().jpeg().toBuffer(), zip("Kamera Rahasia", script)]),
  },
  {
    what: "with a script among its words",
    make: async () => withChunks(await plain().png().toBuffer(), chunk("tEXt", Buffer.from(`Comment\0${script}`))),
  },
  {
    what: "with a hundred megabytes among its words",
    make: async () =>
      withChunks(
        await plain().png().toBuffer(),
        chunk("zTXt", Buffer.concat([Buffer.from("Comment\0\0"), deflateSync(Buffer.alloc(100_000_000))])),
      ),
  },
];
