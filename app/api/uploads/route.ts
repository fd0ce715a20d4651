/** PUT a file into a slot: the raw file is the body, streamed. */
import { AppError } from "@/lib/errors";
import { json, refuseCrossSite, respond } from "@/lib/http";
import { attachFile } from "@/lib/onboarding/attach-file";
import { readMerchant } from "@/lib/session";
import { incomingFile } from "./incoming";

/** Answers `{ id, mediaType, bytes, width, height }` of the kept file, or `{ error, issues }` with a `file.*` key. */
export function PUT(request: Request): Promise<Response> {
  return respond(async () => {
    refuseCrossSite(request);
    const merchant = await readMerchant();
    if (!merchant) throw new AppError("signed_out", "signedOut");
    const actor = { kind: "merchant", userId: merchant.userId, applicationId: merchant.application.id } as const;
    return json(await attachFile({ actor, input: incomingFile(request) }));
  });
}
