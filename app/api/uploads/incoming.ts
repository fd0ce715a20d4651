import { z } from "zod";
import type { CaseActor } from "@/lib/domain/actor";
import { type Piece, pieceHeader, pieceMethod, readPiece } from "@/lib/domain/upload-pieces";
import { fileFault } from "@/lib/files/file-fault";
import { json } from "@/lib/http";
import { attachFile } from "@/lib/onboarding/attach-file";
import { attachPiece } from "@/lib/onboarding/attach-piece";

const callSchema = z.object({
  slotId: z.string().min(1).max(200),
  idempotencyKey: z.uuid().nullable().catch(null),
  announcedBytes: z.coerce.number().int().positive().nullable().catch(null),
});

/**
 * The piece that the body is, or null for a whole file. Each has a method of its own: a portal of a version without pieces
 * refuses to POST, where it would keep a piece that is PUT as the whole file; and a piece whose header got lost is none.
 */
function pieceOf(request: Request): Piece | null {
  const text = request.headers.get(pieceHeader);
  if (text === null && request.method !== pieceMethod) return null;
  const piece = request.method === pieceMethod ? readPiece(text ?? "") : null;
  if (!piece) throw fileFault("file.failed");
  return piece;
}

/**
 * Takes the file that a request brings: the slot in the address, the raw file as the body, or one piece of it. Answers
 * `{ id, mediaType, bytes, width, height }` of the kept file, or 202 `{ next }`, the byte to go on from, when
 * pieces are still to come.
 * @throws AppError refused with a `file.*` key, and as `attachFile`
 */
export async function takeUpload(actor: CaseActor, request: Request): Promise<Response> {
  const call = callSchema.safeParse({
    slotId: new URL(request.url).searchParams.get("slot"),
    idempotencyKey: request.headers.get("idempotency-key"),
    announcedBytes: request.headers.get("content-length"),
  });
  if (!call.success) throw fileFault("file.slotUnknown");
  if (!request.body) throw fileFault("file.empty");
  const { slotId, idempotencyKey, announcedBytes } = call.data;
  const content = request.body;
  const piece = pieceOf(request);
  if (!piece) return json(await attachFile({ actor, input: { slotId, idempotencyKey, announcedBytes, content } }));
  if (!idempotencyKey) throw fileFault("file.failed");
  const answer = await attachPiece({ actor, input: { slotId, idempotencyKey, piece, content } });
  return "next" in answer ? json(answer, 202) : json(answer);
}
