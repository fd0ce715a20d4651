/**
 * Callbacks that came together are verified and stored with one statement, whatever their number: those that are signed with the
 * partner's own key, as nearly all are. The others are looked at with what is known of each merchant.
 */
import { type Db, database } from "@/db/client";
import { findByWebhookTokenHashes } from "@/db/queries/applications";
import { insertCallbacks, type NewCallback } from "@/db/queries/new-callbacks";
import { hashToken } from "../crypto/tokens";
import { type CallbackEvent, callbackKeys, parseCallback, verifyCallback } from "../doku/callback";
import { digestOf } from "../doku/signature";
import { type VersionedAccount, versionedAccount } from "../doku-account";
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
type Content = Pick<NewCallback, "requestId" | "digest" | "body" | "type" | "entityId" | "status" | "sentAt">;
export type Received = Content & { applicationId: string };

export type Stored =
  | { answer: "accepted" | "repeated"; applicationId: string }
  | { answer: "unknown_token" | "malformed" }
  | { answer: "self_test"; selfTest: SelfTestAnswer }
  | { answer: "unverified"; received: Received; why: string };

/** For the staff's list. PostgreSQL takes no NUL in a text, and a stranger's word may be of any length. */
const word = (text: string | null | undefined) => text?.replaceAll("\0", "").slice(0, 200) ?? null;

/** PostgreSQL writes years otherwise than JavaScript where they have more or fewer than four digits. */
const isStorable = (time: Date) => time.getTime() >= 0 && time.getUTCFullYear() <= 9999;

function contentOf(
  { headers, rawBody }: CallbackRequest,
  event: CallbackEvent | null,
  digest = digestOf(rawBody),
): Content {
  const sentAt = new Date(headers.get("request-timestamp") ?? "");
  return {
    requestId: (headers.get("request-id") ?? "").slice(0, 128),
    digest,
    body: Buffer.from(rawBody.buffer, rawBody.byteOffset, rawBody.byteLength).toString("utf8"),
    type: word(event?.rawType),
    entityId: word(event?.entityId),
    status: word(event?.rawStatus),
    sentAt: isStorable(sentAt) ? sentAt : null,
  };
}

function verify(request: CallbackRequest, secretKeys: readonly string[]) {
  const limits = env();
  return verifyCallback({
    ...request,
    secretKeys,
    now: request.now ?? new Date(),
    ...(limits.CALLBACK_MAX_AGE_HOURS && { maxAgeMs: limits.CALLBACK_MAX_AGE_HOURS * 3_600_000 }),
    ...(limits.CALLBACK_MAX_AHEAD_MINUTES && { maxAheadMs: limits.CALLBACK_MAX_AHEAD_MINUTES * 60_000 }),
  });
}

/** What one callback is, before anything of it is stored. */
type Judged =
  | { answer: "malformed" }
  | { answer: "unverified"; content: Content; why: string }
  | { answer: "signed"; callback: NewCallback };

function judge(request: CallbackRequest, tokenHash: string, secretKeys: readonly string[]): Judged {
  const verified = verify(request, secretKeys);
  const parsed = parseCallback(request.rawBody);
  const event = parsed.ok ? parsed.event : null;
  if (!verified.ok) return { answer: "unverified", content: contentOf(request, event), why: verified.reason };
  if (!event) return { answer: "malformed" };
  return { answer: "signed", callback: { id: newEventId(), tokenHash, ...contentOf(request, event, verified.digest) } };
}

const signed = (judged: readonly (Judged | null)[]) =>
  judged.flatMap((one) => (one?.answer === "signed" ? [one.callback] : []));

/** The settings that the last callbacks of this database were verified with. */
let lastKnown: (VersionedAccount & { db: Db }) | undefined;

/**
 * Stores what is new and signed with the account's key, unless that account is no longer the present one.
 * @returns null for every other callback; of those nothing is stored yet
 */
async function storeLikely(
  db: Db,
  requests: readonly CallbackRequest[],
  hashes: readonly string[],
): Promise<(Stored | null)[]> {
  if (lastKnown?.db !== db) lastKnown = { db, ...(await versionedAccount(db)) };
  const { account, version } = lastKnown;
  const keys = callbackKeys(account);
  const judged = requests.map((request, index) => judge(request, hashes[index] ?? "", keys));
  const added = await insertCallbacks(db, signed(judged), version);
  return judged.map((one) => {
    const applicationId = one.answer === "signed" && added.get(one.callback.id);
    return applicationId ? { answer: "accepted", applicationId } : null;
  });
}

/** A token that belongs to no merchant: our own test of the address, or nobody's. */
function answerStranger(request: CallbackRequest | undefined, account: Parameters<typeof answerSelfTest>[1]): Stored {
  const selfTest = request ? answerSelfTest(request, account, request.now) : null;
  return selfTest ? { answer: "self_test", selfTest } : { answer: "unknown_token" };
}

/** Each by what its merchant's key is now, and the account's. */
async function storeRest(db: Db, requests: readonly CallbackRequest[], hashes: readonly string[]): Promise<Stored[]> {
  if (requests.length === 0) return [];
  const [applications, present] = await Promise.all([findByWebhookTokenHashes(db, hashes), versionedAccount(db)]);
  lastKnown = { db, ...present };
  const judged = requests.map((request, index) => {
    const tokenHash = hashes[index] ?? "";
    const application = applications.get(tokenHash);
    if (!application) return null;
    const keys = callbackKeys({ ...present.account, sharedKey: application.sharedKey });
    return { applicationId: application.id, ...judge(request, tokenHash, keys) };
  });
  const added = await insertCallbacks(db, signed(judged), null);
  return judged.map((one, index): Stored => {
    if (!one) return answerStranger(requests[index], present.account);
    const { applicationId } = one;
    if (one.answer === "malformed") return { answer: "malformed" };
    if (one.answer === "unverified") {
      return { answer: "unverified", received: { applicationId, ...one.content }, why: one.why };
    }
    return { answer: added.has(one.callback.id) ? "accepted" : "repeated", applicationId };
  });
}

/**
 * Verifies each and stores those that are DOKU's; nothing is applied yet (contract section 10).
 * @returns one outcome a request, in order
 * @throws what the database throws; what of the group is stored then is known as a repeat when it comes again
 */
export async function storeCallbacks(requests: readonly CallbackRequest[]): Promise<Stored[]> {
  const { db } = await database();
  const hashes = requests.map(({ token }) => hashToken(token));
  const likely = await storeLikely(db, requests, hashes);
  const isRest = (_: unknown, index: number) => !likely[index];
  const rest = await storeRest(db, requests.filter(isRest), hashes.filter(isRest));
  return likely.flatMap((one) => one ?? rest.shift() ?? []);
}
