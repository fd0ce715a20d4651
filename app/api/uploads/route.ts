/** PUT a file into a slot: the raw file is the body, streamed. */
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { fileFault } from "@/lib/files/file-fault";
import { json, refuseCrossSite, respond } from "@/lib/http";
import { attachFile } from "@/lib/onboarding/attach-file";
import { readMerchant } from "@/lib/session";

const callSchema = z.object({
  slotId: z.string().min(1).max(200),
  idempotencyKey: z.uuid().nullable().catch(null),
  announcedBytes: z.coerce.number().int().positive().nullable().catch(null),
});

/** Answers `{ id, mediaType, bytes, width, height }` of the kept file, or `{ error, issues }` with a `file.*` key. */
export function PUT(request: Request): Promise<Response> {
  return respond(async () => {
    refuseCrossSite(request);
    const merchant = await readMerchant();
    if (!merchant) throw new AppError("signed_out", "signedOut");
    const call = callSchema.safeParse({
      slotId: new URL(request.url).searchParams.get("slot"),
      idempotencyKey: request.headers.get("idempotency-key"),
      announcedBytes: request.headers.get("content-length"),
    });
    if (!call.success) throw fileFault("file.slotUnknown");
    if (!request.body) throw fileFault("file.empty");
    const actor = { kind: "merchant", userId: merchant.userId, applicationId: merchant.application.id } as const;
    return json(await attachFile({ actor, input: { ...call.data, content: request.body } }));
  });
}
