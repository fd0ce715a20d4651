/** DELETE takes a file back on a merchant's behalf. */
import { z } from "zod";
import { notFound } from "@/lib/errors";
import { json, refuseCrossSite, respond } from "@/lib/http";
import { removeFile } from "@/lib/onboarding/remove-file";
import { caseAtDoor } from "../../case-at-door";

type Context = { params: Promise<{ applicationId: string; fileId: string }> };

export function DELETE(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    refuseCrossSite(request);
    const actor = await caseAtDoor(params);
    const fileId = z.uuid().safeParse((await params).fileId);
    if (!fileId.success) throw notFound();
    await removeFile({ actor, input: { fileId: fileId.data } });
    return json({});
  });
}
