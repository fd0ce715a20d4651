/** Autosave. A route and not a server action: it may outlive the page it was sent from. */
import { AppError } from "@/lib/errors";
import { json, refuseCrossSite, respond } from "@/lib/http";
import { saveDraft } from "@/lib/onboarding/save-draft";
import { readMerchant } from "@/lib/session";
import { readDraft } from "./draft-body";

export function PUT(request: Request): Promise<Response> {
  return respond(async () => {
    refuseCrossSite(request);
    const merchant = await readMerchant();
    if (!merchant) throw new AppError("signed_out", "signedOut");
    const input = await readDraft(request);
    const actor = { kind: "merchant", userId: merchant.userId, applicationId: merchant.application.id } as const;
    await saveDraft({ actor, input });
    return json({ ok: true });
  });
}
