/** Autosave of what staff type on a merchant's behalf. */
import { keptDraft, readDraft } from "@/app/api/drafts/draft-body";
import { json, refuseCrossSite, respond } from "@/lib/http";
import { saveDraft } from "@/lib/onboarding/save-draft";
import { caseAtDoor } from "../case-at-door";

type Context = { params: Promise<{ applicationId: string }> };

/** What is kept of one part, for a form that was left open while somebody else went on. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => json({ values: await keptDraft(request, (await caseAtDoor(params)).applicationId) }));
}

export function PUT(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    refuseCrossSite(request);
    const actor = await caseAtDoor(params);
    return json({ values: await saveDraft({ actor, input: await readDraft(request) }) });
  });
}
