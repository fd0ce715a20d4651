import { json } from "../http";
import { openStream, revisionOf } from "./streams";

/** Answers a request for a topic's revisions: a stream, or with `Accept: application/json` the number, for polling. */
export async function answerLive(request: Request, topic: string, sessionId: string): Promise<Response> {
  if (!request.headers.get("accept")?.includes("application/json")) {
    return openStream(topic, sessionId, request.signal);
  }
  const revision = await revisionOf(topic);
  const etag = `"${revision}"`;
  if (request.headers.get("if-none-match") === etag) {
    return new Response(null, { status: 304, headers: { ETag: etag, "Cache-Control": "no-store" } });
  }
  const response = json({ revision });
  response.headers.set("ETag", etag);
  return response;
}
