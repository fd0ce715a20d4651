/** One piece of a large file comes in; with the last one the file is attached. */
import { database } from "@/db/client";
import type { CaseActor } from "../domain/actor";
import type { Piece } from "../domain/upload-pieces";
import { forgetPieces, joinPieces, keepPiece } from "../files/pieces";
import { tooBig } from "../files/receive-file";
import { type AttachedFile, attachFile, earlierUpload, findOpenSlot } from "./attach-file";

export type IncomingPiece = {
  slotId: string;
  piece: Piece;
  content: AsyncIterable<Uint8Array>;
  /** The same for every piece and every try of one upload. */
  idempotencyKey: string;
};

/**
 * @returns the file when this was the last piece, or when an earlier try of the same upload has made it; else null
 * @throws AppError as `attachFile`, with the first piece already where size, slot or state refuse it · unavailable
 *   "file.failed" when a piece is not whole or is missing
 */
export async function attachPiece(call: { actor: CaseActor; input: IncomingPiece }): Promise<AttachedFile | null> {
  const { actor, input } = call;
  const { slotId, piece, idempotencyKey } = input;
  const { db } = await database();
  const earlier = await earlierUpload(db, actor, { slotId, idempotencyKey });
  if (earlier) return earlier;
  const { requirement, place } = await findOpenSlot(db, actor, slotId);
  if (piece.total > requirement.maxBytes) throw tooBig(requirement);

  const scope = { applicationId: actor.applicationId, place, slotId, idempotencyKey };
  await keepPiece(scope, piece, input.content);
  if (piece.end < piece.total) return null;
  try {
    const content = joinPieces(scope, piece.total);
    return await attachFile({ actor, input: { slotId, idempotencyKey, content, announcedBytes: piece.total } });
  } finally {
    await forgetPieces(scope, piece.total);
  }
}
