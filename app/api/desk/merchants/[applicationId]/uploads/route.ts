/** PUT a file, or POST one piece of a large one, into a slot on a merchant's behalf. */
import { takeUpload } from "@/app/api/uploads/incoming";
import { refuseCrossSite, respond } from "@/lib/http";
import { caseAtDoor } from "../case-at-door";

type Context = { params: Promise<{ applicationId: string }> };

/** Answers as the merchant's own door does (app/api/uploads). */
export function PUT(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    refuseCrossSite(request);
    const actor = await caseAtDoor(params);
    return await takeUpload(actor, request);
  });
}

export const POST = PUT;
