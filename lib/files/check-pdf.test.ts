import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { checkPdf } from "./check-pdf";

/** A PDF of one page by hand; `objects` are added as they are. */
function pdf(objects: string | Buffer = "", { trailer = "", end = "%%EOF\n" } = {}): Buffer {
  const page =
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots [<< /A << /S /URI /URI (https://oss.go.id) >> >>] >>";
  return Buffer.concat([
    Buffer.from("%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R /OpenAction [3 0 R /Fit] >> endobj\n"),
    Buffer.from(`2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n3 0 obj ${page} endobj\n`),
    Buffer.from(objects),
    Buffer.from(`\ntrailer << /Size 9 /Root 1 0 R ${trailer} >>\nstartxref\n9\n${end}`),
  ]);
}
/** Objects that are packed together, as most programs write them. */
function packed(
  text: string,
  dictionary = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
  pack: (plain: Buffer) => Buffer = deflateSync,
) {
  const body = pack(Buffer.from(`7 0 ${text}`));
  return Buffer.concat([
    Buffer.from(`6 0 obj << ${dictionary} /Length ${body.length} >>\nstream\n`),
    body,
    Buffer.from("\nendstream endobj"),
  ]);
}
const keyOf = async (content: Buffer) => {
  try {
    await checkPdf(content);
    return "passes";
  } catch (error) {
    return (error as { key: string }).key;
  }
};
/** Inside a dictionary one reader stops at them and another goes on. */
const ignored = ["endobj", "endstream", "stream", "obj", "startxref", "] stream", "[ >> stream ]"];
const alert = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";

describe("passes", () => {
  it.each([
    ["a page with a link", pdf()],
    ["objects that are packed together", pdf(packed("<< /Type /Font /BaseFont /Helvetica >>"))],
    [
      "a signature",
      pdf("5 0 obj << /Type /Sig /Filter /Adobe.PPKLite /Contents <00aa> /ByteRange [0 9 9 9] >> endobj"),
    ],
    ["the word in what is written", pdf("5 0 obj (about /JavaScript and /Launch) endobj % /JS")],
    ["the word in a picture's bytes", pdf("5 0 obj << /Length 9 >> stream\n/JS /AA /Launch\nendstream endobj")],
    ["a table of contents", pdf("5 0 obj << /First 6 0 R /Last 6 0 R /N 1 >> endobj")],
    [
      "three bytes of a picture that are a word too",
      pdf("5 0 obj << /Length 9 >> stream\n]obj>obj\n1 obj endstream endobj"),
    ],
    [
      "numbers and names in all their forms",
      pdf("5 0 obj [-.5 +1. 0 R /A#20B <0A f> (\\(\r\n) <</K[<<>>]>> true null] endobj"),
    ],
    ["empty space behind its end", pdf("", { end: "%%EOF\r\n\0\0 \n" })],
  ])("%s", async (_, content) => {
    expect(await keyOf(content)).toBe("passes");
  });
});

describe("does something, or carries something", () => {
  it.each<[string, Buffer]>([
    ["a program that runs when it is opened", pdf(`5 0 obj << /OpenAction ${alert} >> endobj`)],
    ["a program under a disguised name", pdf("5 0 obj << /S /J#61vaScr#69pt >> endobj")],
    ["a program behind a string with brackets", pdf(`5 0 obj << /T (\\) endobj \\( (a) stream) /A ${alert} >> endobj`)],
    ["a program behind a comment", pdf(`5 0 obj % endobj (\n<< /A ${alert} >> endobj`)],
    ["a program that is packed", pdf(packed(alert))],
    ["a program that is packed without saying so", pdf(packed(alert, "/N 1 /First 4 /Filter [/FlateDecode]"))],
    ["a program behind a bracket that is never closed, packed", pdf(packed(`( ${alert}`))],
    ["a program that no list of objects leads to", pdf(`stream\n5 0 obj ${alert} endobj\nendstream`)],
    [
      "a program behind two numbers and comments without end",
      pdf(`5 %c %\n \n0 ${"%\n".repeat(100_000)}obj ${alert} endobj`),
    ],
    ["a program inside a stream", pdf(`4 0 obj << /Length 90 >> stream\n5 0 obj ${alert} endobj\nendstream endobj`)],
    ["a call to another program", pdf("5 0 obj << /S /Launch /F (cmd.exe) >> endobj")],
    ["a form that is sent elsewhere", pdf("5 0 obj << /S /SubmitForm /F (https://example.com) >> endobj")],
    ["another file inside", pdf("5 0 obj << /Type /Filespec /EF << /F 6 0 R >> >> endobj")],
    ["a form with a program of its own", pdf("5 0 obj << /AcroForm << /XFA [(a) 6 0 R] >> >> endobj")],
    ["a film", pdf("5 0 obj << /Subtype /RichMedia >> endobj")],
    ["an archive at its end", pdf(Buffer.concat([Buffer.from("5 0 obj << >> stream\nPK\x05\x06"), Buffer.alloc(18)]))],
  ])("%s", async (_, content) => {
    expect(await keyOf(content)).toBe("file.activePdf");
  });
});

describe("cannot be looked into, or is read by each reader in its own way", () => {
  const zeros = Buffer.alloc(100 * 1024 * 1024);
  it.each<[string, Buffer]>([
    ["no end", pdf("", { end: "" })],
    ["a program behind a sign of comments in hexadecimal digits", pdf(`5 0 obj << /A <%> /B ${alert} >> endobj`)],
    ["a program behind a bracket in hexadecimal digits", pdf(`5 0 obj << /A <(> /B ${alert} >> endobj`)],
    ...ignored.map((words): [string, Buffer] => [
      `a program behind "${words}" in a dictionary`,
      pdf(`5 0 obj << /A ${words} /B ${alert} >> endobj`),
    ]),
    ["brackets in brackets in brackets", pdf(`5 0 obj ${"[".repeat(9_000)} stream ${alert}`)],
    ["a program behind a stream of nothing", pdf(`5 0 obj 7 stream\n ${alert} endobj`)],
    ["a program behind a word that only begins a stream", pdf(`5 0 obj << >> stream(a) ${alert} endobj`)],
    ["a program behind a bracket that closes nothing", pdf(`5 0 obj << ] /A ${alert} >> endobj`)],
    ["a name that ends with a sign that some readers take for space", pdf("5 0 obj << /S /JavaScript\x0b >> endobj")],
    ["something behind its end", pdf("", { end: "%%EOF\n<script>alert(1)</script>" })],
    ["packed twice", pdf(packed(alert, "/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]"))],
    ["packed by a filter that is named elsewhere", pdf(packed(alert, "/Type /ObjStm /Filter 9 0 R"))],
    [
      "packed with differences",
      pdf(packed(alert, "/Type /ObjStm /Filter /FlateDecode /DecodeParms << /Predictor 12 >>")),
    ],
    [
      "packed with differences that are told elsewhere",
      pdf(packed(alert, "/Type /ObjStm /Filter /Fl /DecodeParms 9 0 R")),
    ],
    [
      "packed in the next line, and something harmless in this one",
      pdf(
        Buffer.concat([
          Buffer.from("6 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream "),
          deflateSync("7 0 << >>"),
          Buffer.from("\n"),
          deflateSync(`7 0 ${alert}`),
          Buffer.from("\nendstream endobj"),
        ]),
      ),
    ],
    ["packed and damaged", pdf(packed(alert, undefined, (plain) => Buffer.from(plain)))],
    ["a hundred megabytes in a hundred kilobytes", pdf(packed("", undefined, () => deflateSync(zeros)))],
    ["ever more names", pdf(packed(Array.from({ length: 600_000 }, (_, at) => `/n${at}`).join("")))],
    ["objects in objects in objects", pdf("1 0 obj (".repeat(200_000))],
  ])("%s", async (_, content) => {
    expect(await keyOf(content)).toBe("file.unreadable");
  });

  it("a password", async () => {
    expect(await keyOf(pdf("", { trailer: "/Encrypt 5 0 R" }))).toBe("file.lockedPdf");
    expect(await keyOf(pdf("5 0 obj << /Type /XRef /Encrypt 7 0 R >> stream\n..endstream endobj"))).toBe(
      "file.lockedPdf",
    );
  });
});

describe("leaves everybody else their turn", () => {
  const megabytes = (count: number, text: string) => text.repeat((count * 1024 * 1024) / text.length);
  it.each([
    ["names without end, packed into a few kilobytes", pdf(packed(megabytes(2, "/a ")))],
    ["names without end", pdf(`5 0 obj << ${megabytes(1, "/a ")} >> endobj`)],
    ["words without end", pdf(`5 0 obj [ ${megabytes(1, "1 ")} ] endobj`)],
    ["objects without end", pdf(megabytes(3, "1 0 obj endobj "))],
  ])("%s", async (_, content) => {
    let turns = 0;
    const others = setInterval(() => {
      turns += 1;
    }, 1);
    await keyOf(content);
    clearInterval(others);
    expect(turns).toBeGreaterThan(8);
  });
});
