/** Autosave. A route and not a server action: it may outlive the page it was sent from. */
import { database } from "@/db/client";
import { listDrafts } from "@/db/queries/applications";
import { AppError } from "@/lib/errors";
import { json, refuseCrossSite, respond } from "@/lib/http";
import { saveDraft } from "@/lib/onboarding/save-draft";
import { readMerchant } from "@/lib/session";
import { askedPart, readDraft } from "./draft-body";

/** The signed-in merchant as an actor on its own application. */
async function merchantAtDoor() {
  const merchant = await readMerchant();
  if (!merchant) throw new AppError("signed_out", "signedOut");
  return { kind: "merchant", userId: merchant.userId, applicationId: merchant.application.id } as const;
}

/** What is kept of one part, for a form that was left open while another tab went on; nothing of it is `{}`. */
export function GET(request: Request): Promise<Response> {
  return respond(async () => {
    const { applicationId } = await merchantAtDoor();
    const asked = askedPart(request);
    const drafts = await listDrafts((await database()).db, applicationId);
    return json({ values: drafts.find(({ part }) => part === asked)?.values ?? {} });
  });
}

export function PUT(request: Request): Promise<Response> {
  return respond(async () => {
    refuseCrossSite(request);
    const actor = await merchantAtDoor();
    return json({ values: await saveDraft({ actor, input: await readDraft(request) }) });
  });
}
