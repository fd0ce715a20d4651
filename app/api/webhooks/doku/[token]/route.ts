import { env } from "@/lib/env";
import { json, respond } from "@/lib/http";
import { type CallbackAnswer, receiveCallback } from "@/lib/kyb/receive-callback";
import { log } from "@/lib/log";
import { paths } from "@/lib/paths";
import { readBody } from "@/lib/read-body";

const maxBytes = 256 * 1024;

const statusOf: Record<CallbackAnswer, number> = {
  accepted: 200,
  repeated: 200,
  unknown_token: 404,
  unverified: 401,
  malformed: 400,
};

/** DOKU's door: answers at once, works afterwards. The log says what happened, never what was in it. */
export async function POST(request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  return await respond(async () => {
    const { token } = await params;
    const rawBody = await readBody(request, maxBytes);
    if (!rawBody) {
      log.warn("callback", { answer: "too_large" });
      return json({ status: "too_large" }, 413);
    }
    // The path that DOKU was given, not the one that a proxy in front of us may have made of it.
    const path = new URL(`${env().APP_URL}${paths.webhook(token)}`).pathname;
    const answer = await receiveCallback({ token, path, headers: request.headers, rawBody });
    log.info("callback", { answer, bytes: rawBody.byteLength });
    return json({ status: answer }, statusOf[answer]);
  });
}
