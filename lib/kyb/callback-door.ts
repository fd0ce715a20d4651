/** What both doors for DOKU's callbacks say (app/api/webhooks and lib/lean-door): the same answers to the same bytes. */
import { env } from "../env";
import { errorKind, log } from "../log";
import { type CallbackOutcome, countCallback } from "../metrics/count";
import { paths } from "../paths";
import { requestIdOf } from "../request-id";
import { type CallbackAnswer, receiveCallback } from "./receive-callback";
import type { SelfTestAnswer } from "./self-test";

export const maxCallbackBytes = 256 * 1024;

const statusOf: Record<CallbackAnswer, number> = {
  accepted: 200,
  repeated: 200,
  unknown_token: 404,
  unverified: 401,
  malformed: 400,
  self_test: 200,
  too_many: 429,
};

/** `applied` settles, never with an error, when what the callback says was applied; DOKU does not wait for it. */
export type DoorAnswer = {
  status: number;
  body: SelfTestAnswer | { status: string } | { error: string };
  applied: Promise<void>;
};

const nothing = Promise.resolve();

/**
 * Answers one callback. The log says what happened, never what was in it.
 * @param rawBody null when it was longer than `maxCallbackBytes`
 * @param source network address that it came from
 */
export async function answerCallback({
  token,
  headers,
  rawBody,
  source,
}: {
  token: string;
  headers: { get(name: string): string | null };
  rawBody: Uint8Array | null;
  source: string;
}): Promise<DoorAnswer> {
  const start = performance.now();
  const count = (outcome: CallbackOutcome) => countCallback(outcome, (performance.now() - start) / 1_000);
  if (!rawBody) {
    count("too_large");
    log.warn("callback", { answer: "too_large" });
    return { status: 413, body: { status: "too_large" }, applied: nothing };
  }
  try {
    // The path that DOKU was given, not the one that a proxy in front of us may have made of it.
    const path = new URL(`${env().APP_URL}${paths.webhook(token)}`).pathname;
    const { answer, applied, selfTest, applicationId } = await receiveCallback({
      token,
      path,
      headers,
      rawBody,
      source,
    });
    count(answer);
    const ms = Math.round(performance.now() - start);
    log.info("callback", { answer, applicationId, bytes: rawBody.byteLength, ms, requestId: requestIdOf(headers) });
    return { status: statusOf[answer], body: selfTest ?? { status: answer }, applied };
  } catch (error) {
    count("failed");
    log.error("callback.unanswered", { error: errorKind(error), requestId: requestIdOf(headers) });
    return { status: 500, body: { error: "unexpected" }, applied: nothing };
  }
}
