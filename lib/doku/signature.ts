import { createHmac, hash, timingSafeEqual } from "node:crypto";

/** What one HMAC covers. `timestamp` is UTC in seconds (`2020-08-11T08:45:42Z`), `requestTarget` a path without query. */
export type SignatureParts = {
  clientId: string;
  requestId: string;
  timestamp: string;
  /** Which header carried the timestamp; requests and notifications use the default. */
  timestampHeader?: "Request-Timestamp" | "Response-Timestamp";
  requestTarget: string;
  /** `digestOf` the raw body bytes, or null for a GET, whose string has no Digest line. */
  digest: string | null;
};

const prefix = "HMACSHA256=";

/** Base64 of the SHA-256 of the exact body bytes; a string is taken as UTF-8 (contract section 3). */
export function digestOf(body: Uint8Array | string): string {
  return hash("sha256", body, "base64");
}

/** The text that is signed: one `Name:value` a line, no space after a colon, no newline at the end (contract section 3). */
export function stringToSign(parts: SignatureParts): string {
  const lines = [
    `Client-Id:${parts.clientId}`,
    `Request-Id:${parts.requestId}`,
    `${parts.timestampHeader ?? "Request-Timestamp"}:${parts.timestamp}`,
    `Request-Target:${parts.requestTarget}`,
  ];
  if (parts.digest !== null) lines.push(`Digest:${parts.digest}`);
  return lines.join("\n");
}

/**
 * The value of the `Signature` header: `HMACSHA256=` and base64 of the HMAC-SHA256 (contract section 3).
 * @throws TypeError when a part holds a line break, because two different messages could then share one signature
 */
export function sign(parts: SignatureParts, secretKey: string): string {
  if (hasLineBreak(parts)) throw new TypeError("A signed part must not hold a line break");
  return prefix + createHmac("sha256", secretKey).update(stringToSign(parts)).digest("base64");
}

/**
 * Whether `signature` was made with one of the keys. Never throws; compares in constant time and tries every key,
 * so that the time taken does not tell which one fits. Empty keys never match.
 */
export function verifySignature(parts: SignatureParts, secretKeys: readonly string[], signature: string): boolean {
  if (hasLineBreak(parts)) return false;
  const given = Buffer.from(signature, "utf8");
  let matches = false;
  for (const key of secretKeys) {
    if (key === "") continue;
    const expected = Buffer.from(sign(parts, key), "utf8");
    const same = expected.length === given.length && timingSafeEqual(expected, given);
    matches = same || matches;
  }
  return matches;
}

function hasLineBreak(parts: SignatureParts): boolean {
  const { clientId, requestId, timestamp, requestTarget, digest } = parts;
  return [clientId, requestId, timestamp, requestTarget, digest ?? ""].some((part) => /[\r\n]/.test(part));
}
