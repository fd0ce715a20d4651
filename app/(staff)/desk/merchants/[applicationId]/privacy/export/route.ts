import { z } from "zod";
import { notFound } from "@/lib/errors";
import { refuseCrossSite, respond } from "@/lib/http";
import { exportResponse } from "@/lib/privacy/export-door";
import { staffAtDoor } from "@/lib/session";

type Context = { params: Promise<{ applicationId: string }> };

/** Everything held about one merchant, as a ZIP. A POST: it leaves a row in the audit trail. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    refuseCrossSite(request);
    const actor = await staffAtDoor("privacy.export", { isConfirmed: true });
    const applicationId = z.uuid().safeParse((await params).applicationId);
    if (!applicationId.success) throw notFound();
    return await exportResponse(actor, applicationId.data);
  });
}
