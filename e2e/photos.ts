/** Real files for uploads, made on the spot and kept nowhere: photos that weigh what a phone's do, and a valid PDF. */
import { randomBytes } from "node:crypto";
import sharp from "sharp";

export type Photo = { name: string; mimeType: string; buffer: Buffer };

/** A 12-megapixel JPEG of several MB, as a phone takes it: noise, because a plain surface would shrink to nothing. */
export async function phonePhoto(name = "IMG_20261121.jpg"): Promise<Photo> {
  const width = 4000;
  const height = 3000;
  const grain = await sharp(randomBytes((width / 4) * (height / 4) * 3), {
    raw: { width: width / 4, height: height / 4, channels: 3 },
  })
    .resize(width, height, { kernel: "nearest" })
    .modulate({ saturation: 0.4 })
    .jpeg({ quality: 86 })
    .toBuffer();
  return { name, mimeType: "image/jpeg", buffer: grain };
}

/** A JPEG that weighs more than one piece of an upload (lib/domain/upload-pieces) and is quickly read all the same. */
export async function grainyPhoto(): Promise<Buffer> {
  const [width, height] = [1600, 1200];
  const grain = sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } });
  return await grain.jpeg({ quality: 100, chromaSubsampling: "4:4:4" }).toBuffer();
}

/** A JPEG that lies on its side and says so (EXIF orientation 6): upright it is as wide and as high as told, and red on top. */
export async function sidewaysPhoto(name = "selfie.jpg", [width, height] = [900, 1200]): Promise<Photo> {
  const upright = await picture(width, height, [{ color: "#c0392b", left: 0, top: 0, width, height: height / 4 }]);
  const buffer = await sharp(upright).rotate(-90).withMetadata({ orientation: 6 }).jpeg({ quality: 90 }).toBuffer();
  return { name, mimeType: "image/jpeg", buffer };
}

/** A square in a square, in so many pixels. */
export async function smallPng(name = "logo.png", side = 640): Promise<Photo> {
  const [at, half] = [side / 4, side / 2];
  const buffer = await picture(side, side, [{ color: "#1f7a5c", left: at, top: at, width: half, height: half }]);
  return { name, mimeType: "image/png", buffer };
}

/** A card with the layout of an identity card and invented words; nobody could take it for a real one. */
export async function identityCard(owner: { name: string; nik: string }, name = "ktp.jpg"): Promise<Photo> {
  const rows = [`NIK : ${owner.nik}`, `Nama : ${owner.name.toUpperCase()}`, "Tempat/Tgl Lahir : JAKARTA, 17-08-1990"];
  const text = rows.map((row, index) => `<text x="60" y="${220 + index * 80}" font-size="44">${escaped(row)}</text>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1010" font-family="sans-serif">
    <rect width="1600" height="1010" rx="40" fill="#b9d7ea"/>
    <text x="800" y="90" font-size="52" text-anchor="middle">CONTOH KARTU, BUKAN ASLI</text>
    ${text.join("")}
    <rect x="1220" y="220" width="300" height="400" fill="#d95f4b"/></svg>`;
  return { name, mimeType: "image/jpeg", buffer: await sharp(Buffer.from(svg)).jpeg({ quality: 88 }).toBuffer() };
}

/** One page, one line of text, with a correct cross-reference table. */
export function pdfDocument(line = "Akta pendirian, contoh", name = "akta.pdf"): Photo {
  const content = `BT /F1 24 Tf 72 720 Td (${line.replace(/[()\\]/g, "")}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return String(at).padStart(10, "0");
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${at} 00000 n \n`).join("")}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return { name, mimeType: "application/pdf", buffer: Buffer.from(text, "latin1") };
}

type Patch = { color: string; left: number; top: number; width: number; height: number };

async function picture(width: number, height: number, patches: Patch[]): Promise<Buffer> {
  const layers = patches.map(({ color, left, top, ...size }) => ({
    input: { create: { ...size, channels: 3 as const, background: color } },
    left,
    top,
  }));
  return await sharp({ create: { width, height, channels: 3, background: "#f4efe6" } })
    .composite(layers)
    .png()
    .toBuffer();
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
