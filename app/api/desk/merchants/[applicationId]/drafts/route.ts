/** Autosave of what staff type on a merchant's behalf. */
import { askedPart, readDraft } from "@/app/api/drafts/draft-body";
import { readOpenDraft } from "@/lib/desk/read-open-draft";
import { noteFormOpened } from "@/lib/desk/reveal-numbers";
import { json, refuseCrossSite, respond } from "@/lib/http";
import { saveDraft } from "@/lib/onboarding/save-draft";
import { caseAtDoor } from "../case-at-door";

type Context = { params: Promise<{ applicationId: string }> };

/** What is kept of one part, for a form that was left open while somebody else went on. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const actor = await caseAtDoor(params);
    return json({ values: await readOpenDraft({ actor, input: { part: askedPart(request) } }) });
  });
}

export function PUT(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    refuseCrossSite(request);
    const actor = await caseAtDoor(params);
    const input = await readDraft(request);
    const values = await saveDraft({ actor, input });
    // The answer holds all of the part, whoever typed it.
    await noteFormOpened({ actor, input: { applicationId: actor.applicationId, what: `correct/${input.part}` } });
    return json({ values });
  });
}
