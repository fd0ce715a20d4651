/** KYB callbacks: whether one is from DOKU, and what it says in any of the shapes that it may have (contract section 10). */
import { type CallbackType, callbackTypes, type EntityState, type RejectNote } from "../domain/sections";
import { callbackWindow } from "./assumptions";
import { digestOf, verifySignature } from "./signature";
import { readNotes, stateOfStatus } from "./status";
import { codeOf, fieldOf, firstOf, objectOf, parseJson, textOf, timeOf } from "./wire";

export type CallbackHeaders = { get(name: string): string | null };

/** Keys that a callback may be signed with, the likeliest first (contract section 3, A `callback-key`). */
export function callbackKeys(keys: {
  secretKey: string;
  nextSecretKey?: string | null | undefined;
  sharedKey?: string | null | undefined;
}): string[] {
  return [keys.secretKey, keys.nextSecretKey, keys.sharedKey].flatMap((key) => key || []);
}

export type Verification =
  | { ok: true; clientId: string; requestId: string; sentAt: Date; digest: string }
  | { ok: false; reason: "missing_header" | "bad_signature" | "stale" | "ahead" };

/**
 * Whether the callback was signed with one of the keys, within the window of time (contract sections 3 and 10).
 * Never throws. `missing_header` also for a timestamp that is none; `digest` is that of the body, for whoever keeps it.
 * @param callback.path path of our notification URL, without query: what DOKU signs as Request-Target
 */
export function verifyCallback(callback: {
  rawBody: Uint8Array;
  headers: CallbackHeaders;
  path: string;
  secretKeys: readonly string[];
  now: Date;
  maxAgeMs?: number | undefined;
  maxAheadMs?: number | undefined;
}): Verification {
  const { rawBody, headers, path, secretKeys, now } = callback;
  const clientId = headers.get("client-id");
  const requestId = headers.get("request-id");
  const timestamp = headers.get("request-timestamp");
  const signature = headers.get("signature");
  const sentAt = timeOf(timestamp);
  if (!clientId || !requestId || !timestamp || !signature || !sentAt) return { ok: false, reason: "missing_header" };
  const digest = digestOf(rawBody);
  const parts = { clientId, requestId, timestamp, requestTarget: path, digest };
  if (!verifySignature(parts, secretKeys, signature)) return { ok: false, reason: "bad_signature" };
  const ageMs = now.getTime() - sentAt.getTime();
  if (ageMs > (callback.maxAgeMs ?? callbackWindow.maxAgeMs)) return { ok: false, reason: "stale" };
  if (-ageMs > (callback.maxAheadMs ?? callbackWindow.maxAheadMs)) return { ok: false, reason: "ahead" };
  return { ok: true, clientId, requestId, sentAt, digest };
}

/** What a callback says; null where it says nothing, or nothing that we know. */
export type CallbackEvent = {
  type: CallbackType | null;
  rawType: string | null;
  businessId: string | null;
  brandId: string | null;
  /** Without it the callback changes nothing by itself and triggers a read. */
  entityId: string | null;
  /** Null for no status and for an unknown one, which never counts as active. */
  state: EntityState | null;
  rawStatus: string | null;
  notes: RejectNote[];
  /** From the body only: a header's time is that of the sending. */
  dokuTime: Date | null;
};

export type ParsedCallback = { ok: true; event: CallbackEvent } | { ok: false };

/** Reads a callback (A `callback-shape`). Not ok for anything but a JSON object; never throws. */
export function parseCallback(rawBody: Uint8Array): ParsedCallback {
  const body = objectOf(parseJson(rawBody));
  if (!body) return { ok: false };
  const data = objectOf(fieldOf(body, "data"));
  const places = [body, data];
  const rawType = firstOf(places, ["type", "callback_type", "event", "entity"], codeOf);
  const rawStatus = firstOf(places, ["status"], codeOf);
  const idIn = (name: string) =>
    firstOf(
      places.map((place) => objectOf(fieldOf(place, name))),
      ["id"],
      textOf,
    );
  const event: CallbackEvent = {
    type: callbackTypes.find((type) => type === rawType?.toUpperCase()) ?? null,
    rawType,
    businessId: firstOf(places, ["business_id"], textOf) ?? idIn("business"),
    brandId: firstOf(places, ["brand_id"], textOf) ?? idIn("brand"),
    // A bare `id` may be the event's own, so the plainer name goes first where both are there.
    entityId: firstOf(places, ["entity_id", "id"], textOf),
    state: rawStatus === null ? null : stateOfStatus(rawStatus),
    rawStatus,
    notes: readNotes(places),
    dokuTime: firstOf(places, ["updated_at", "timestamp"], timeOf),
  };
  return { ok: true, event };
}
