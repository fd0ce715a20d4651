import { wantedSoFar } from "@/lib/jobs/queue";
import { answerCallback, maxCallbackBytes } from "@/lib/kyb/callback-door";
import { networkSource } from "@/lib/network-source";
import { readBody } from "@/lib/read-body";
import { workAfterwards } from "@/lib/work-after";

/** DOKU's door: answers once it is stored, works afterwards. */
export async function POST(request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const atDoor = wantedSoFar();
  const [{ token }, rawBody] = await Promise.all([params, readBody(request, maxCallbackBytes)]);
  const { status, body, applied } = await answerCallback({
    token,
    headers: request.headers,
    rawBody,
    source: networkSource(request.headers),
  });
  // Where a function is stopped once it has answered, it is kept until this is done, with the reading that it asks for.
  workAfterwards(applied, atDoor);
  return Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
}
