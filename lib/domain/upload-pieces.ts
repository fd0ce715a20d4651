/** A large file is sent in pieces, everywhere in the same way, because some hosts refuse bodies over 4.5 MB. */

/** The size of every piece but the last, in bytes. */
export const pieceBytes = 4_000_000;

/** The bytes from `start` up to and without `end` of a file of `total` bytes. */
export type Piece = { start: number; end: number; total: number };

/** A file's pieces in order; a small or empty file is one. */
export function piecesOf(total: number): Piece[] {
  const count = Math.max(1, Math.ceil(total / pieceBytes));
  return Array.from({ length: count }, (_, index) => {
    return { start: index * pieceBytes, end: Math.min(total, (index + 1) * pieceBytes), total };
  });
}

/** The request header that says which piece the body is. */
export const pieceHeader = "Upload-Piece";
/** How a piece is sent; a whole file is PUT. */
export const pieceMethod = "POST";
export const pieceText = ({ start, end, total }: Piece) => `${start}-${end}/${total}`;

/** Null for what `pieceText` never says of one of several pieces. */
export function readPiece(text: string): Piece | null {
  const [, start, end, total] = (/^(\d{1,10})-(\d{1,10})\/(\d{1,10})$/.exec(text) ?? []).map(Number);
  if (start === undefined || end === undefined || total === undefined || total <= pieceBytes) return null;
  if (start % pieceBytes !== 0 || start >= total || end !== Math.min(total, start + pieceBytes)) return null;
  return { start, end, total };
}
