import sharp from "sharp";
import { describe, expect, it } from "vitest";
import id from "@/messages/id.json";
import { formatNames, sizeText, typesFor } from "../domain/file-formats";
import type { Requirement } from "../domain/requirements";
import { fileFaultKeys } from "./file-fault";
import { inspectFile } from "./inspect-file";

const mb = 1024 * 1024;
const requirement = (overrides: Partial<Requirement> = {}): Requirement => ({
  place: "contact",
  category: "DOCUMENT",
  code: "KTP",
  name: "KTP",
  extensions: ["JPG", "JPEG", "PNG", "PDF"],
  maxBytes: 15 * mb,
  mandatory: true,
  forms: [],
  ...overrides,
});

/** A picture with some grain, so that it weighs what a photo weighs. */
const photo = (width: number, height: number, sigma = 20) =>
  sharp({ create: { width, height, channels: 3, background: "#888", noise: { type: "gaussian", mean: 128, sigma } } });
const flat = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#123456" } })
    .png()
    .toBuffer();
const pdf = (end = "startxref\n9\n%%EOF\n") => Buffer.from(`%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\n${end}`);

describe("photos", () => {
  it("keeps a photo of 12 megapixels at its size", async () => {
    const kept = await inspectFile(await photo(4000, 3000).jpeg({ quality: 90 }).toBuffer(), requirement());
    expect(kept).toMatchObject({ mediaType: "image/jpeg", width: 4000, height: 3000 });
    expect(kept.content.length).toBeLessThanOrEqual(15 * mb);
  });

  it("turns it upright and drops where and with what it was taken", async () => {
    const sideways = await photo(800, 600)
      .jpeg()
      .withExif({ IFD0: { Make: "Telepon Uji" }, IFD3: { GPSLatitudeRef: "S" } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await sharp(sideways).metadata()).orientation).toBe(6);
    const kept = await inspectFile(sideways, requirement());
    expect(kept).toMatchObject({ width: 600, height: 800 });
    const { exif, orientation } = await sharp(kept.content).metadata();
    expect([exif, orientation]).toEqual([undefined, undefined]);
    expect(kept.content.includes("Telepon Uji")).toBe(false);
  });

  it("drops what hangs behind the picture", async () => {
    const tail = Buffer.from("<script>alert(1)</script>");
    const kept = await inspectFile(Buffer.concat([await photo(400, 400).jpeg().toBuffer(), tail]), requirement());
    expect(kept.content.includes("<script>")).toBe(false);
  });

  it("keeps a PNG a PNG", async () => {
    expect(await inspectFile(await flat(500, 400), requirement())).toMatchObject({ mediaType: "image/png" });
  });

  it("makes a PNG that would not fit into a JPEG, where DOKU takes one", async () => {
    const grainy = await photo(900, 900, 60).png().toBuffer();
    const maxBytes = Math.round(grainy.length / 2);
    expect(await inspectFile(grainy, requirement({ maxBytes }))).toMatchObject({ mediaType: "image/jpeg" });
    await expect(inspectFile(grainy, requirement({ maxBytes, extensions: ["PNG"] }))).rejects.toMatchObject({
      code: "too_large",
      key: "file.tooBig",
    });
  });
});

describe("what is refused, each with its own key", () => {
  const cases: [string, () => Buffer | Promise<Buffer>, string, Partial<Requirement>?][] = [
    ["nothing", () => Buffer.alloc(0), "file.empty"],
    ["a web page called .jpg", () => Buffer.from("<!doctype html><script>alert(1)</script>"), "file.wrongKind"],
    ["an SVG", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), "file.wrongKind"],
    [
      "a GIF",
      async () =>
        await sharp(await flat(400, 400))
          .gif()
          .toBuffer(),
      "file.wrongKind",
    ],
    ["a PDF where photos are asked for", () => pdf(), "file.wrongKind", { extensions: ["JPG", "PNG"] }],
    ["a PNG where only JPG is asked for", () => flat(400, 400), "file.wrongKind", { extensions: ["JPG"] }],
    ["an iPhone's HEIC", () => Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic"), "file.heic"],
    ["half a JPEG", async () => (await photo(800, 800).jpeg().toBuffer()).subarray(0, 20_000), "file.unreadable"],
    ["half a PNG", async () => (await photo(800, 800).png().toBuffer()).subarray(0, 20_000), "file.unreadable"],
    ["a JPEG that is only a head", () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46]), "file.unreadable"],
    ["a PDF without its end", () => pdf(""), "file.unreadable"],
    ["a tiny picture", () => flat(290, 4000), "file.tooSmall"],
    ["a small file that unpacks to 72 megapixels", bomb, "file.tooManyPixels"],
  ];
  it.each(cases)("%s", async (_, make, key, overrides) => {
    await expect(inspectFile(await make(), requirement(overrides))).rejects.toMatchObject({ name: "AppError", key });
  });

  it("a logo may be smaller than a card", async () => {
    const logo = requirement({ category: "LOGO", code: null });
    expect(await inspectFile(await flat(120, 120), logo)).toMatchObject({ width: 120 });
  });

  it("a PDF passes as it came", async () => {
    expect(await inspectFile(pdf(), requirement())).toEqual({
      mediaType: "application/pdf",
      width: null,
      height: null,
      content: pdf(),
    });
  });
});

async function bomb(): Promise<Buffer> {
  const huge = { create: { width: 20_000, height: 20_000, channels: 3 as const, background: "#000" } };
  const bytes = await sharp({ ...huge, limitInputPixels: false })
    .png()
    .toBuffer();
  expect(bytes.length).toBeLessThan(3 * mb);
  return bytes;
}

it("reaches no decoder but those of JPEG, PNG and WebP, whatever the bytes are", async () => {
  const tiff = await photo(400, 400).tiff().toBuffer();
  const gif = await sharp(await flat(400, 400))
    .gif()
    .toBuffer();
  for (const content of [tiff, gif]) await expect(sharp(content).metadata()).rejects.toThrow();
  const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const begins = [
    [0xff, 0xd8, 0xff, 0xe0],
    [...Buffer.from("\x89PNG\r\n\x1a\n", "latin1")],
    [...Buffer.from("RIFF    WEBPVP8 ")],
  ];
  for (const begin of begins) {
    const disguised = sharp(Buffer.concat([Buffer.from(begin), drawing]));
    const format = await disguised.metadata().then(
      (found) => found.format,
      () => "none",
    );
    expect(format).not.toBe("svg");
  }
});

it("names formats and sizes as people do", () => {
  expect(typesFor(["jpg", ".png", "TIFF"])).toEqual(["image/jpeg", "image/png"]);
  expect(formatNames(["PNG", "JPG", "JPEG"])).toBe("JPG, PNG");
  expect([15 * mb, 2.5 * mb, 300 * 1024, 1, 0].map((bytes) => sizeText(bytes))).toEqual([
    "15 MB",
    "2,5 MB",
    "300 KB",
    "1 KB",
    "0 KB",
  ]);
  expect(sizeText(2.5 * mb, "en")).toBe("2.5 MB");
});

it("every reason has words", () => {
  const words: Record<string, unknown> = id.errors.file;
  expect(fileFaultKeys.filter((key) => typeof words[key.slice("file.".length)] !== "string")).toEqual([]);
});
