/** Pieces of one upload, kept encrypted where uploads wait, until the last one is there. */
import { blindIndex } from "../crypto/tokens";
import { type Piece, piecesOf, pieceText } from "../domain/upload-pieces";
import { AppError } from "../errors";
import { errorKind, log } from "../log";
import { spoolFolder } from "../storage/remove-stale-spools";
import { storage } from "../storage/storage";
import { fileFault } from "./file-fault";

/**
 * Says whose upload it is, and which. `place`: where in the application its file belongs, a small number: there is room for
 * one unfinished upload a place, whatever the form is made to ask for.
 */
export type PieceScope = { applicationId: string; place: number; slotId: string; idempotencyKey: string };

/** Unfinished uploads of one application at most; two places so far apart share one. */
const mostUnfinished = 16;

/** The same file may go through when it is sent again. */
const incomplete = () => new AppError("unavailable", "file.failed");

function keysOf({ applicationId, place }: PieceScope, total: number): string[] {
  const hash = blindIndex(`${applicationId}\n${place % mostUnfinished}`, "upload-piece");
  const name = Buffer.from(hash, "base64url").toString("hex").slice(0, 40);
  return piecesOf(total).map((_, index) => `${spoolFolder}/${name}-${index}`);
}

/** Lies before the content, because another upload of the same place has pieces of the same names. */
function markOf({ applicationId, slotId, idempotencyKey }: PieceScope, piece: Piece): Buffer {
  const text = `${applicationId}\n${slotId}\n${idempotencyKey}\n${pieceText(piece)}`;
  return Buffer.from(blindIndex(text, "upload-mark"), "base64url");
}

async function* marked(mark: Buffer, content: AsyncIterable<Uint8Array>, length: number) {
  yield mark;
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.byteLength;
    if (bytes > length) break;
    yield chunk;
  }
  // A connection that breaks fails by itself: who ends too early, or sends more, did not mean the piece that it named.
  if (bytes !== length) throw fileFault("file.failed");
}

/** What lies behind the mark. Fails as told when it is another one: that of another upload. */
async function* unmarked(
  kept: AsyncIterable<Buffer>,
  mark: Buffer,
  missing: () => AppError,
): AsyncGenerator<Uint8Array> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of kept) {
    if (!head) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < mark.length) continue;
    if (!head.subarray(0, mark.length).equals(mark)) throw missing();
    yield head.subarray(mark.length);
    head = null;
  }
  if (head) throw missing();
}

/**
 * Keeps one piece, in place of the same one of an earlier try, or of another upload of the same place, which ends that one.
 * @throws AppError refused "file.failed" when the content is not as long as the piece; as `storage().put`
 */
export async function keepPiece(scope: PieceScope, piece: Piece, content: AsyncIterable<Uint8Array>): Promise<void> {
  const { start, end, total } = piece;
  const key = keysOf(scope, total)[piecesOf(total).findIndex((one) => one.start === start)];
  if (!key) throw incomplete();
  await storage().put(key, marked(markOf(scope, piece), content, end - start));
}

/**
 * The whole file; fails with "file.failed" where a piece is missing, which an hour without any brings about, or is of
 * another upload.
 * @param onMissing told which piece that is, before it fails
 */
export async function* joinPieces(
  scope: PieceScope,
  total: number,
  onMissing: (piece: Piece) => void,
): AsyncGenerator<Uint8Array> {
  const pieces = piecesOf(total);
  for (const [index, key] of keysOf(scope, total).entries()) {
    const piece = pieces[index];
    if (!piece) throw incomplete();
    const missing = () => {
      onMissing(piece);
      return incomplete();
    };
    const kept = await storage()
      .get(key)
      .catch((error: unknown) => {
        throw error instanceof AppError && error.code === "not_found" ? missing() : error;
      });
    yield* unmarked(kept, markOf(scope, piece), missing);
  }
}

/** Never fails: what stays is swept. Another upload of the same place begins anew then. */
export async function forgetPieces(scope: PieceScope, total: number): Promise<void> {
  const removed = await Promise.allSettled(keysOf(scope, total).map((key) => storage().remove(key)));
  for (const one of removed) {
    if (one.status === "rejected") log.warn("upload.piece-left", { error: errorKind(one.reason) });
  }
}
