/** One piece of a large file comes in; with the last one the file is attached. */
import { database } from "@/db/client";
import type { CaseActor } from "../domain/actor";
import type { Piece } from "../domain/upload-pieces";
import { AppError } from "../errors";
import { forgetPieces, joinPieces, keepPiece } from "../files/pieces";
import { tooBig } from "../files/receive-file";
import { countUse } from "../limits";
import { type AttachedFile, attachFile, earlierUpload, findOpenSlot } from "./attach-file";

export type IncomingPiece = {
  slotId: string;
  piece: Piece;
  content: AsyncIterable<Uint8Array>;
  /** The same for every piece and every try of one upload. */
  idempotencyKey: string;
};

/** Whether the same pieces may make a file at the next try: what was refused is not wanted any more. */
const mayGoThrough = (error: unknown) => !(error instanceof AppError) || error.code === "unavailable";

/**
 * @returns the file when this was the last piece, or when an earlier try of the same upload has made it; else the byte to go on from:
 *   that behind this piece, or the first of one that is missing when this was the last
 * @throws AppError as `attachFile`, with the first piece already where size, slot or state refuse it · unavailable
 *   "file.failed" when a piece is not whole
 */
export async function attachPiece(call: {
  actor: CaseActor;
  input: IncomingPiece;
}): Promise<AttachedFile | { next: number }> {
  const { actor, input } = call;
  const { slotId, piece, idempotencyKey } = input;
  const { db } = await database();
  const earlier = await earlierUpload(db, actor, { slotId, idempotencyKey });
  if (earlier) return earlier;
  const { requirement, place } = await findOpenSlot(db, actor, slotId);
  if (piece.total > requirement.maxBytes) throw tooBig(requirement);
  await countUse("upload", actor.applicationId);

  const scope = { applicationId: actor.applicationId, place, slotId, idempotencyKey };
  await keepPiece(scope, piece, input.content);
  if (piece.end < piece.total) return { next: piece.end };
  const missing: Piece[] = [];
  try {
    const content = joinPieces(scope, piece.total, (one) => missing.push(one));
    const file = await attachFile({ actor, input: { slotId, idempotencyKey, content, announcedBytes: piece.total } });
    await forgetPieces(scope, piece.total);
    return file;
  } catch (error) {
    const [first] = missing;
    if (first) return { next: first.start };
    if (!mayGoThrough(error)) await forgetPieces(scope, piece.total);
    throw error;
  }
}
