import { AppError, notFound } from "@/lib/errors";
import { respond } from "@/lib/http";
import { answerLive } from "@/lib/live/answer-live";
import { everyApplication } from "@/lib/live/changes";
import { readSession } from "@/lib/session";
import { refuseStream } from "../no-streams";

/** A number that changes when any application does, for staff. */
export async function GET(request: Request): Promise<Response> {
  return await respond(async () => {
    const session = await readSession();
    if (!session) throw new AppError("signed_out", "signedOut");
    if (session.role !== "staff") throw notFound();
    return (
      refuseStream(request) ?? (await answerLive(request, { topic: everyApplication, sessionId: session.sessionId }))
    );
  });
}
