import { database } from "@/db/client";
import { findApplicationUnscoped } from "@/db/queries/applications";
import { AppError, notFound } from "@/lib/errors";
import { respond } from "@/lib/http";
import { answerLive } from "@/lib/live/answer-live";
import { readSession } from "@/lib/session";
import { refuseStream } from "../no-streams";

type Context = { params: Promise<{ applicationId: string }> };

/** Revisions of one application, for its owner and for staff; for anyone else it does not exist. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return await respond(async () => {
    const { applicationId } = await params;
    const session = await readSession();
    if (!session) throw new AppError("signed_out", "signedOut");
    if (!/^[0-9a-f-]{36}$/.test(applicationId)) throw notFound();
    const application = await findApplicationUnscoped((await database()).db, applicationId);
    const mayWatch = session.role === "staff" || application?.ownerId === session.userId;
    if (!application || !mayWatch) throw notFound();
    const lookerId = session.role === "staff" ? session.userId : null;
    const watched = { topic: application.id, sessionId: session.sessionId, lookerId };
    return refuseStream(request) ?? (await answerLive(request, watched));
  });
}
