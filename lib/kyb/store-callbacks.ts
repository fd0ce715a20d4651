/**
 * Callbacks that came together are verified and stored with one statement, whatever their number: those that are signed with the
 * partner's own key, as nearly all are. The others are looked at with what is known of each merchant.
 */
import { type Db, database } from "@/db/client";
import { insertCallbacks, type NewCallback, type WrittenCallback, writeCallback } from "@/db/queries/new-callbacks";
import { findByWebhookTokenHashes } from "@/db/queries/webhook-tokens";
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
  /** The network address that it came from, for limits. */
  source?: string;
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

/** @param checked what the check of its signature found out already */
function contentOf(
  { headers, rawBody }: CallbackRequest,
  event: CallbackEvent | null,
  checked?: { digest: string; sentAt: Date },
): Content {
  const sentAt = checked?.sentAt ?? new Date(headers.get("request-timestamp") ?? "");
  return {
    requestId: (headers.get("request-id") ?? "").slice(0, 128),
    digest: checked?.digest ?? digestOf(rawBody),
    body: Buffer.from(rawBody.buffer, rawBody.byteOffset, rawBody.byteLength).toString("utf8"),
    type: word(event?.rawType),
    entityId: word(event?.entityId),
    status: word(event?.rawStatus),
    sentAt: isStorable(sentAt) ? sentAt : null,
  };
}

function verify({ path, headers, rawBody, now }: CallbackRequest, secretKeys: readonly string[]) {
  const { CALLBACK_MAX_AGE_HOURS: hours, CALLBACK_MAX_AHEAD_MINUTES: minutes } = env();
  return verifyCallback({
    path,
    headers,
    rawBody,
    secretKeys,
    now: now ?? new Date(),
    maxAgeMs: hours && hours * 3_600_000,
    maxAheadMs: minutes && minutes * 60_000,
  });
}

/** What one callback is, before anything of it is stored. */
type Judged =
  | { answer: "malformed" }
  | { answer: "unverified"; content: Content; why: string }
  | { answer: "signed"; callback: WrittenCallback };

function judge(request: CallbackRequest, tokenHash: string, secretKeys: readonly string[]): Judged {
  const verified = verify(request, secretKeys);
  const parsed = parseCallback(request.rawBody);
  const event = parsed.ok ? parsed.event : null;
  if (!verified.ok) return { answer: "unverified", content: contentOf(request, event), why: verified.reason };
  if (!event) return { answer: "malformed" };
  return {
    answer: "signed",
    callback: writeCallback({ id: newEventId(), tokenHash, ...contentOf(request, event, verified) }),
  };
}

const signed = (judged: readonly (Judged | null)[]) =>
  judged.flatMap((one) => (one?.answer === "signed" ? [one.callback] : []));

type Known = { db: Db; version: number; keys: string[] };

/** The settings that the last callbacks were verified with: one for both doors, since their callbacks share groups. */
const shared = globalThis as typeof globalThis & { sambutLastAccount?: Known };

/** A callback as it came, and what is stored if it is signed with the key of `known` and that is still the present one. */
export type ArrivedCallback = {
  request: CallbackRequest;
  tokenHash: string;
  known: Known | undefined;
  likely: WrittenCallback | null;
};

/** Looks at a callback when it comes, while those before it are being stored, so that its own group need not wait for that. */
export function arrive(request: CallbackRequest): ArrivedCallback {
  const tokenHash = hashToken(request.token);
  const known = shared.sambutLastAccount;
  const judged = known && judge(request, tokenHash, known.keys);
  return { request, tokenHash, known, likely: judged?.answer === "signed" ? judged.callback : null };
}

/**
 * Stores what is new and signed with the account's key, unless that account is no longer the present one.
 * @returns null for every other callback; of those nothing is stored yet
 */
async function storeLikely(db: Db, arrived: readonly ArrivedCallback[]): Promise<(Stored | null)[]> {
  const known = shared.sambutLastAccount;
  if (known?.db !== db) return arrived.map(() => null);
  const likely = arrived.map((one) => (one.known === known ? one.likely : null));
  const added = await insertCallbacks(
    db,
    likely.filter((one) => one !== null),
    known.version,
  );
  return likely.map((one) => {
    const applicationId = one && added.get(one.id);
    return applicationId ? { answer: "accepted", applicationId } : null;
  });
}

/** A token that belongs to no merchant: our own test of the address, or nobody's. */
function answerStranger(request: CallbackRequest | undefined, account: Parameters<typeof answerSelfTest>[1]): Stored {
  const selfTest = request ? answerSelfTest(request, account, request.now) : null;
  return selfTest ? { answer: "self_test", selfTest } : { answer: "unknown_token" };
}

/** The present settings, which the next callbacks are looked at with. */
async function learnAccount(db: Db): Promise<VersionedAccount> {
  const present = await versionedAccount(db);
  const known = shared.sambutLastAccount;
  if (known?.db !== db || known.version !== present.version) {
    shared.sambutLastAccount = { db, version: present.version, keys: callbackKeys(present.account) };
  }
  return present;
}

/** Each by what its merchant's key is now, and the account's. */
async function storeRest(db: Db, arrived: readonly ArrivedCallback[]): Promise<Stored[]> {
  if (arrived.length === 0) return [];
  const hashes = arrived.map(({ tokenHash }) => tokenHash);
  const [applications, { account }] = await Promise.all([findByWebhookTokenHashes(db, hashes), learnAccount(db)]);
  const judged = arrived.map(({ request, tokenHash }) => {
    const application = applications.get(tokenHash);
    if (!application) return null;
    const keys = callbackKeys({ ...account, sharedKey: application.sharedKey });
    return { applicationId: application.id, ...judge(request, tokenHash, keys) };
  });
  const added = await insertCallbacks(db, signed(judged), null);
  return judged.map((one, index): Stored => {
    if (!one) return answerStranger(arrived[index]?.request, account);
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
export async function storeCallbacks(arrived: readonly ArrivedCallback[]): Promise<Stored[]> {
  const { db } = await database();
  const likely = await storeLikely(db, arrived);
  const rest = await storeRest(
    db,
    arrived.filter((_, index) => !likely[index]),
  );
  return likely.flatMap((one) => one ?? rest.shift() ?? []);
}
