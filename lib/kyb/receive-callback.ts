/**
 * One callback from DOKU, from raw bytes to a committed state (contract section 10): verify, parse, then store and
 * apply in one transaction. The order never changes, and whatever cannot be applied stays stored.
 */
import { database } from "@/db/client";
import { findByWebhookTokenHash } from "@/db/queries/applications";
import { countUnverified, insertWebhookEvent, setWebhookOutcome } from "@/db/queries/kyb";
import { hashToken } from "../crypto/tokens";
import { type CallbackEvent, callbackKeys, parseCallback, verifyCallback } from "../doku/callback";
import { digestOf } from "../doku/signature";
import { dokuAccount } from "../doku-account";
import { env } from "../env";
import { enqueue } from "../jobs/queue";
import { changeApplication } from "../live/change-application";
import { tryCallback } from "./try-callback";

export type CallbackRequest = {
  token: string;
  /** Path of our notification URL as DOKU knows it: part of what it signs. */
  path: string;
  headers: Headers;
  rawBody: Uint8Array;
};

export type CallbackAnswer = "accepted" | "repeated" | "unknown_token" | "unverified" | "malformed";

/** A wrongly signed callback may still be true, so it may cause one read in this time, and no more. */
const unverifiedReadEveryMs = 10 * 60_000;
/** Whoever knows a token but no key could fill the table; beyond this many in an hour they are only logged. */
const maxUnverifiedAnHour = 20;

type Received = { applicationId: string; requestId: string; digest: string; body: string; sentAt: Date | null };

/** For the staff's list. PostgreSQL takes no NUL in a text, and a stranger's word may be of any length. */
const word = (text: string | null | undefined) => text?.replaceAll("\0", "").slice(0, 200) ?? null;

function facts(event: CallbackEvent | null) {
  return { type: word(event?.rawType), entityId: word(event?.entityId), status: word(event?.rawStatus) };
}

/** Keeps what failed its signature, never applies it, and lets it cause at most one read. */
async function keepUnverified(received: Received, event: CallbackEvent | null, why: string): Promise<void> {
  const { applicationId } = received;
  const { db } = await database();
  if ((await countUnverified(db, applicationId, new Date(Date.now() - 3_600_000))) >= maxUnverifiedAnHour) return;
  await changeApplication(applicationId, async (tx) => {
    const earlier = await countUnverified(tx, applicationId, new Date(Date.now() - unverifiedReadEveryMs));
    const kept = { ...received, ...facts(event), verified: false, outcome: "unverified" as const, why };
    const stored = await insertWebhookEvent(tx, kept);
    if (stored && earlier === 0) await enqueue(tx, "read-business", { applicationId, reason: "unverified" });
  });
}

/** Stores and applies in one transaction; a failure to apply is noted on the stored event instead of losing it. */
async function storeAndApply(received: Received, event: CallbackEvent): Promise<CallbackAnswer> {
  const { applicationId } = received;
  return await changeApplication(applicationId, async (tx, application) => {
    const eventId = await insertWebhookEvent(tx, {
      ...received,
      ...facts(event),
      verified: true,
      outcome: "ignored",
    });
    if (!eventId) return "repeated";
    const { outcome, why, read } = await tryCallback(tx, application, event);
    await setWebhookOutcome(tx, eventId, outcome, why);
    // Outside the attempt: without its reading the change must not be kept, and DOKU sends it again.
    if (read) await enqueue(tx, "read-business", { applicationId, reason: "callback" });
    return "accepted";
  });
}

/** Receives a callback. Never throws for what DOKU sent; a database that is down throws, so that DOKU tries again. */
export async function receiveCallback(request: CallbackRequest, now = new Date()): Promise<CallbackAnswer> {
  const { db } = await database();
  const application = await findByWebhookTokenHash(db, hashToken(request.token));
  if (!application) return "unknown_token";

  const { secretKey, nextSecretKey } = await dokuAccount();
  const limits = env();
  const secretKeys = callbackKeys({
    secretKey,
    nextSecretKey: nextSecretKey ?? undefined,
    sharedKey: application.sharedKey,
  });
  const verified = verifyCallback({
    ...request,
    secretKeys,
    now,
    ...(limits.CALLBACK_MAX_AGE_HOURS && { maxAgeMs: limits.CALLBACK_MAX_AGE_HOURS * 3_600_000 }),
    ...(limits.CALLBACK_MAX_AHEAD_MINUTES && { maxAheadMs: limits.CALLBACK_MAX_AHEAD_MINUTES * 60_000 }),
  });
  const parsed = parseCallback(request.rawBody);
  const event = parsed.ok ? parsed.event : null;
  const sentAt = new Date(request.headers.get("request-timestamp") ?? "");
  const received: Received = {
    applicationId: application.id,
    requestId: (request.headers.get("request-id") ?? "").slice(0, 128),
    digest: digestOf(request.rawBody),
    body: Buffer.from(request.rawBody).toString("utf8"),
    sentAt: Number.isNaN(sentAt.getTime()) ? null : sentAt,
  };
  if (!verified.ok) {
    await keepUnverified(received, event, verified.reason);
    return "unverified";
  }
  if (!event) return "malformed";
  return await storeAndApply(received, event);
}
