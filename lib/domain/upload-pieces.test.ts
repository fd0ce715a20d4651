import fc from "fast-check";
import { expect, it } from "vitest";
import { pieceBytes, piecesOf, pieceText, readPiece } from "./upload-pieces";

it("pieces are the whole file in order, and each is read as it was said", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60_000_000 }), (total) => {
      const pieces = piecesOf(total);
      let at = 0;
      for (const { start, end } of pieces) {
        expect(start).toBe(at);
        expect(end - start).toBeLessThanOrEqual(pieceBytes);
        at = end;
      }
      expect(at).toBe(total);
      if (pieces.length > 1) expect(pieces.map(pieceText).map(readPiece)).toEqual(pieces);
    }),
  );
});

it.each([
  "",
  "0-4000000",
  "0-10/10",
  "0-3999999/9000000",
  "1-4000001/9000000",
  "4000000-9000000/9000000",
  "8000000-12000000/8000000",
  "-4000000-0/9000000",
  "0-4000000/99999999999",
])("%j is no piece of ours", (text) => expect(readPiece(text)).toBeNull());
