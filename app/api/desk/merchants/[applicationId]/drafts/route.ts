/** Autosave of what staff type on a merchant's behalf. */
import { readDraft } from "@/app/api/drafts/draft-body";
import { json, refuseCrossSite, respond } from "@/lib/http";
import { saveDraft } from "@/lib/onboarding/save-draft";
import { caseAtDoor } from "../case-at-door";

type Context = { params: Promise<{ applicationId: string }> };

export function PUT(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    refuseCrossSite(request);
    const actor = await caseAtDoor(params);
    await saveDraft({ actor, input: await readDraft(request) });
    return json({ ok: true });
  });
}
