import { json } from "../http";
import { look } from "./lookers";
import { openStream, revisionOf } from "./streams";

/**
 * Answers a request for a topic's revisions: a stream, or with `Accept: application/json` the number, for polling.
 * @param lookerId the member of staff whose page it is: colleagues see that they look
 */
export async function answerLive(
  request: Request,
  { topic, sessionId, lookerId = null }: { topic: string; sessionId: string; lookerId?: string | null },
): Promise<Response> {
  if (!request.headers.get("accept")?.includes("application/json")) {
    return openStream({ topic, sessionId, lookerId }, request.signal);
  }
  if (lookerId) await look([{ applicationId: topic, userId: lookerId }]);
  const revision = await revisionOf(topic);
  const etag = `"${revision}"`;
  if (request.headers.get("if-none-match") === etag) {
    return new Response(null, { status: 304, headers: { ETag: etag, "Cache-Control": "no-store" } });
  }
  const response = json({ revision });
  response.headers.set("ETag", etag);
  return response;
}
