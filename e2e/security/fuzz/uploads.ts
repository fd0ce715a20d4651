/** Uploads of any beginning, length, name and place. */
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { pieceBytes, pieceHeader } from "@/lib/domain/upload-pieces";
import { paths } from "@/lib/paths";
import { manners } from "./forms";
import type { Aim } from "./run";
import type { Wire } from "./send";
import { headerText, marker, text } from "./values";

const starts = [
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  Buffer.from([
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0x7f, 0xff, 0xff, 0xff, 0x7f,
    0xff, 0xff, 0xff,
  ]),
  Buffer.from("%PDF-1.7\n"),
  Buffer.from("GIF89a"),
  Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"),
  Buffer.from("PK\x03\x04"),
  Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
  Buffer.from("RIFF\xff\xff\xff\xffWEBPVP8 ", "latin1"),
  Buffer.from("MZ"),
  Buffer.alloc(0),
];
const slots = [
  "contact.primary.DOCUMENT.KTP",
  "bank_account.BANK_ACCOUNT",
  "brand.PHOTO_PROOF",
  "contact.primary.OWNER_LIVENESS",
];
const pieceTexts = fc.oneof(
  fc
    .tuple(fc.nat(3), fc.nat(3), fc.integer({ min: 0, max: 30_000_000 }))
    .map(([start, end, total]) => `${start * pieceBytes}-${end * pieceBytes}/${total}`),
  fc.constantFrom(
    `0-${pieceBytes}/${pieceBytes + 1}`,
    "0-1/1",
    "-1-5/9",
    "0-99999999999/99999999999",
    "a-b/c",
    "0-4000000/4000001, 0-1/1",
  ),
  headerText,
);

/** A file, or a piece of one: of any beginning, length, name and place. */
export const uploads = ({ applicationId, fileId }: Aim) =>
  fc
    .tuple(
      fc.constantFrom("PUT", "POST", "PATCH", "DELETE"),
      fc.constantFrom(
        "/api/uploads",
        `/api/desk/merchants/${applicationId}/uploads`,
        paths.deskLogo,
        paths.importUpload,
        paths.file(fileId),
      ),
      fc.oneof(
        fc.constantFrom(...slots),
        text.map((given) => given.slice(0, 500)),
      ),
      fc.option(pieceTexts),
      fc.tuple(
        fc.constantFrom(...starts),
        fc.oneof(fc.uint8Array({ maxLength: 3_000 }), fc.constant(new Uint8Array(60_000))),
      ),
      fc.tuple(
        fc.constantFrom(
          "image/jpeg",
          "image/png",
          "application/pdf",
          "text/html",
          "image/svg+xml",
          "multipart/form-data; boundary=b",
          "x",
        ),
        fc.oneof(fc.constant(randomUUID()), headerText),
      ),
      manners,
    )
    .map(([method, folder, slot, piece, [start, rest], [type, key], manner]): Wire => {
      // Somebody's own file may be taken back, which is no matter of this.
      const isOwnDeed = method === "DELETE" && folder.startsWith("/api/uploads");
      const path = `${isOwnDeed ? paths.deskLogo : folder}?slot=${encodeURIComponent(Buffer.from(slot, "utf8").toString("utf8"))}`;
      const more: [string, string][] = piece === null ? [] : [[pieceHeader, piece]];
      const headers: [string, string][] = [["Content-Type", type], ["Idempotency-Key", key], ...more];
      return { method, path, headers, body: Buffer.concat([start, rest, Buffer.from(marker)]), manner };
    });
