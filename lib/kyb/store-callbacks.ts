/** Callbacks that came together are verified and stored with three queries, whatever their number. */
import { database } from "@/db/client";
import { findByWebhookTokenHashes } from "@/db/queries/applications";
import { insertWebhookEvents } from "@/db/queries/kyb";
import { hashToken } from "../crypto/tokens";
import { type CallbackEvent, callbackKeys, parseCallback, verifyCallback } from "../doku/callback";
import { digestOf } from "../doku/signature";
import { dokuAccount } from "../doku-account";
import { env } from "../env";
import { newEventId } from "./event-id";
import { answerSelfTest, type SelfTestAnswer } from "./self-test";

export type CallbackRequest = {
  token: string;
  /** Path of our notification URL as DOKU knows it: part of what it signs. */
  path: string;
  headers: { get(name: string): string | null };
  rawBody: Uint8Array;
  /** The present moment unless told, for the window of time in which it must have been signed. */
  now?: Date;
};

/** What is stored of every callback, verified or not. */
export type Received = {
  applicationId: string;
  requestId: string;
  digest: string;
  body: string;
  type: string | null;
  entityId: string | null;
  status: string | null;
  sentAt: Date | null;
};

export type Stored =
  | { answer: "accepted" | "repeated"; applicationId: string }
  | { answer: "unknown_token" | "malformed" }
  | { answer: "self_test"; selfTest: SelfTestAnswer }
  | { answer: "unverified"; received: Received; why: string };

/** For the staff's list. PostgreSQL takes no NUL in a text, and a stranger's word may be of any length. */
const word = (text: string | null | undefined) => text?.replaceAll("\0", "").slice(0, 200) ?? null;

/** PostgreSQL writes years otherwise than JavaScript where they have more or fewer than four digits. */
const isStorable = (time: Date) => time.getTime() >= 0 && time.getUTCFullYear() <= 9999;

function receivedOf({ headers, rawBody }: CallbackRequest, applicationId: string, event: CallbackEvent | null) {
  const sentAt = new Date(headers.get("request-timestamp") ?? "");
  return {
    applicationId,
    requestId: (headers.get("request-id") ?? "").slice(0, 128),
    digest: digestOf(rawBody),
    body: Buffer.from(rawBody).toString("utf8"),
    type: word(event?.rawType),
    entityId: word(event?.entityId),
    status: word(event?.rawStatus),
    sentAt: isStorable(sentAt) ? sentAt : null,
  };
}

/** What one callback is, before anything of it is stored. */
function judge(
  request: CallbackRequest,
  application: { id: string; sharedKey: string | null },
  { secretKey, nextSecretKey }: { secretKey: string; nextSecretKey: string | null },
): { received: Received; answer: "accepted" | "malformed" | "unverified"; why: string } {
  const limits = env();
  const secretKeys = callbackKeys({ secretKey, nextSecretKey, sharedKey: application.sharedKey });
  const verified = verifyCallback({
    ...request,
    secretKeys,
    now: request.now ?? new Date(),
    ...(limits.CALLBACK_MAX_AGE_HOURS && { maxAgeMs: limits.CALLBACK_MAX_AGE_HOURS * 3_600_000 }),
    ...(limits.CALLBACK_MAX_AHEAD_MINUTES && { maxAheadMs: limits.CALLBACK_MAX_AHEAD_MINUTES * 60_000 }),
  });
  const parsed = parseCallback(request.rawBody);
  const received = receivedOf(request, application.id, parsed.ok ? parsed.event : null);
  if (!verified.ok) return { received, answer: "unverified", why: verified.reason };
  return { received, answer: parsed.ok ? "accepted" : "malformed", why: "" };
}

/** A token that belongs to no merchant: our own test of the address, or nobody's. */
function answerStranger(request: CallbackRequest | undefined, account: Parameters<typeof answerSelfTest>[1]): Stored {
  const selfTest = request ? answerSelfTest(request, account, request.now) : null;
  return selfTest ? { answer: "self_test", selfTest } : { answer: "unknown_token" };
}

/**
 * Verifies each and stores those that are DOKU's, in one statement; nothing is applied yet (contract section 10).
 * @returns one outcome a request, in order
 * @throws what the database throws; then nothing of the group is stored
 */
export async function storeCallbacks(requests: readonly CallbackRequest[]): Promise<Stored[]> {
  const { db } = await database();
  const hashes = requests.map(({ token }) => hashToken(token));
  const [applications, account] = await Promise.all([findByWebhookTokenHashes(db, hashes), dokuAccount()]);
  const judged = requests.map((request, index) => {
    const application = applications.get(hashes[index] ?? "");
    return application ? { ...judge(request, application, account), eventId: newEventId() } : null;
  });
  const fresh = judged.filter((one) => one?.answer === "accepted").filter((one) => one !== null);
  const stored = await insertWebhookEvents(
    db,
    fresh.map(({ received, eventId }) => ({ ...received, id: eventId, verified: true, outcome: "received" as const })),
  );
  return judged.map((one, index): Stored => {
    if (!one) return answerStranger(requests[index], account);
    const { answer, received, why, eventId } = one;
    if (answer === "malformed") return { answer };
    if (answer === "unverified") return { answer, received, why };
    return { answer: stored.has(eventId) ? "accepted" : "repeated", applicationId: received.applicationId };
  });
}
