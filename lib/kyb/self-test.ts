/**
 * A callback to ourselves (`npm run doctor`): signed as DOKU signs, sent to our own address with a token that belongs to no
 * merchant. It proves address, path, untouched bytes and signature; nothing is stored, whatever it says.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { type CallbackHeaders, verifyCallback } from "../doku/callback";
import { digestOf, sign } from "../doku/signature";

/** No text that DOKU's scheme signs starts like this (contract section 3), so the token is never a signature. */
const purpose = "Sambut self-test callback 1";

/** Both clocks are ours, or a machine's that must not be far from ours. */
const windowMs = 5 * 60_000;

/**
 * The token of the callback address that only a holder of the secret key can name; it looks like a merchant's, so that
 * nothing in a proxy's log tells them apart.
 */
export const selfTestToken = (secretKey: string): string =>
  createHmac("sha256", secretKey).update(purpose).digest("base64url");

function isTokenOf(secretKey: string, token: string): boolean {
  const expected = Buffer.from(selfTestToken(secretKey));
  const given = Buffer.from(token);
  return secretKey !== "" && expected.length === given.length && timingSafeEqual(expected, given);
}

/** `digest` is of the body as it arrived: whoever sent it can tell whether it was changed on its way. */
export type SelfTestAnswer =
  | { status: "self_test" }
  | {
      status: "self_test_failed";
      reason: "missing_header" | "bad_signature" | "stale" | "ahead";
      digest: string;
    };

export type SelfTestCallback = { token: string; path: string; headers: CallbackHeaders; rawBody: Uint8Array };

/**
 * What to answer when `token` is the self-test's; null when it is not. Never throws, reads no database and writes nothing.
 * @param callback.path as for a merchant's callback: the path of our address, without query
 */
export function answerSelfTest(
  { token, ...callback }: SelfTestCallback,
  keys: { secretKey: string; nextSecretKey: string | null },
  now = new Date(),
): SelfTestAnswer | null {
  const secretKeys = [keys.secretKey, keys.nextSecretKey].filter((key): key is string => Boolean(key));
  if (!secretKeys.some((key) => isTokenOf(key, token))) return null;
  const limits = { now, maxAgeMs: windowMs, maxAheadMs: windowMs };
  const verified = verifyCallback({ ...callback, secretKeys, ...limits });
  if (verified.ok) return { status: "self_test" };
  return { status: "self_test_failed", reason: verified.reason, digest: digestOf(callback.rawBody) };
}

/** Letters of several bytes, spaces and a line break that a helpful proxy would tidy up. */
const body = `{ "type" : "SELF_TEST",\t"words":"uji coba é 漢 🚀 <&>",\r\n "empty":[ ] }\n`;

/**
 * The callback to send.
 * @param path of our notification URL with `selfTestToken` in it, as DOKU would sign it
 */
export function prepareSelfTest(
  { clientId, secretKey }: { clientId: string; secretKey: string },
  { path, requestId, now }: { path: string; requestId: string; now: Date },
): { headers: Record<string, string>; body: string; digest: string } {
  const digest = digestOf(body);
  const timestamp = `${now.toISOString().slice(0, 19)}Z`;
  const signature = sign({ clientId, requestId, timestamp, requestTarget: path, digest }, secretKey);
  const headers = {
    "Content-Type": "application/json",
    "Client-Id": clientId,
    "Request-Id": requestId,
    "Request-Timestamp": timestamp,
    Signature: signature,
  };
  return { headers, body, digest };
}
