/** PUT a file into a slot on a merchant's behalf. */
import { incomingFile } from "@/app/api/uploads/incoming";
import { json, refuseCrossSite, respond } from "@/lib/http";
import { attachFile } from "@/lib/onboarding/attach-file";
import { caseAtDoor } from "../case-at-door";

type Context = { params: Promise<{ applicationId: string }> };

/** Answers as the merchant's own door does (app/api/uploads). */
export function PUT(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    refuseCrossSite(request);
    const actor = await caseAtDoor(params);
    return json(await attachFile({ actor, input: incomingFile(request) }));
  });
}
