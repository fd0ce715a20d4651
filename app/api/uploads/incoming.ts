import { z } from "zod";
import { fileFault } from "@/lib/files/file-fault";
import type { IncomingFile } from "@/lib/onboarding/attach-file";

const callSchema = z.object({
  slotId: z.string().min(1).max(200),
  idempotencyKey: z.uuid().nullable().catch(null),
  announcedBytes: z.coerce.number().int().positive().nullable().catch(null),
});

/**
 * The file that a request brings: the slot in the address, the raw file as the body.
 * @throws AppError refused with a `file.*` key
 */
export function incomingFile(request: Request): IncomingFile {
  const call = callSchema.safeParse({
    slotId: new URL(request.url).searchParams.get("slot"),
    idempotencyKey: request.headers.get("idempotency-key"),
    announcedBytes: request.headers.get("content-length"),
  });
  if (!call.success) throw fileFault("file.slotUnknown");
  if (!request.body) throw fileFault("file.empty");
  return { ...call.data, content: request.body };
}
