/** PUT a file into a slot, or POST one piece of a large one: the raw bytes are the body, streamed. */
import { AppError } from "@/lib/errors";
import { refuseCrossSite, respond } from "@/lib/http";
import { readMerchant } from "@/lib/session";
import { takeUpload } from "./incoming";

/** Answers as `takeUpload`, or `{ error, issues }` with a `file.*` key. */
export function PUT(request: Request): Promise<Response> {
  return respond(async () => {
    refuseCrossSite(request);
    const merchant = await readMerchant();
    if (!merchant) throw new AppError("signed_out", "signedOut");
    const actor = { kind: "merchant", userId: merchant.userId, applicationId: merchant.application.id } as const;
    return await takeUpload(actor, request);
  });
}

export const POST = PUT;
