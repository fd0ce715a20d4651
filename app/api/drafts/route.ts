/** Autosave. A route and not a server action: it may outlive the page it was sent from. */
import { z } from "zod";
import { draftParts } from "@/lib/domain/part-input";
import { AppError } from "@/lib/errors";
import { json, refuseCrossSite, respond } from "@/lib/http";
import { maxDraftBytes, saveDraft } from "@/lib/onboarding/save-draft";
import { readBody } from "@/lib/read-body";
import { readMerchant } from "@/lib/session";

const bodySchema = z.object({ part: z.enum(draftParts), values: z.unknown() });

function parsedBody(bytes: Uint8Array): z.output<typeof bodySchema> {
  try {
    return bodySchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw new AppError("refused", "unclear", [], { cause: error });
  }
}

export function PUT(request: Request): Promise<Response> {
  return respond(async () => {
    refuseCrossSite(request);
    const merchant = await readMerchant();
    if (!merchant) throw new AppError("signed_out", "signedOut");
    const bytes = await readBody(request, maxDraftBytes * 2);
    if (!bytes) throw new AppError("too_large", "tooLarge");
    const actor = { kind: "merchant", userId: merchant.userId, applicationId: merchant.application.id } as const;
    await saveDraft({ actor, input: parsedBody(bytes) });
    return json({ ok: true });
  });
}
