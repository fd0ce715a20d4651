/** The bearer token of uploads: kept until shortly before it ends, asked for once however many want it (contract section 6). */
import { createHash } from "node:crypto";
import { readToken } from "./answers";
import { unstatedTokenLifetimeMs } from "./assumptions";
import { apiPath, type DokuConfig, sendRepeatedly } from "./request";
import { fieldOf, objectOf, parseJson } from "./wire";

export type Token = { value: string; expiresAt: Date };

type Kept = { token: Token | null; pending: Promise<Token> | null };

const validMinutes = "360";
/** Renewed this long before its end, for clocks that differ and uploads that take long; a tenth of short lives. */
const longestMarginMs = 60_000;

/** By account, since clients are made per request and the token is one for all of them. */
const keptByAccount = new Map<string, Kept>();

function keptOf(config: DokuConfig): Kept {
  const { baseUrl, clientId, secretKey } = config;
  const account = createHash("sha256")
    .update(JSON.stringify([baseUrl, clientId, secretKey]))
    .digest("base64");
  const kept = keptByAccount.get(account) ?? { token: null, pending: null };
  keptByAccount.set(account, kept);
  return kept;
}

/** A claim in seconds since 1970, read without checking the signature: it is DOKU that checks it. */
function claimOf(token: string, name: "exp" | "iat"): number | null {
  const claims = objectOf(parseJson(Buffer.from(token.split(".")[1] ?? "", "base64url")));
  const value = fieldOf(claims, name);
  return typeof value === "number" && value > 0 && value < 1e11 ? value : null;
}

/** When the token ends: by its own `exp`, or after a short while when it has none (A `token-lifetime`). */
export function expiryOf(token: string, now: Date): Date {
  const exp = claimOf(token, "exp");
  if (exp !== null) return new Date(exp * 1000);
  return new Date(now.getTime() + unstatedTokenLifetimeMs);
}

/** Asks DOKU for a token, past the cache. @throws DokuError */
export async function issueToken(config: DokuConfig): Promise<Token> {
  const now = config.now?.() ?? new Date();
  const body = JSON.stringify({ grant_type: "client_credentials", valid_time: validMinutes });
  const call = { endpoint: "issue-token", method: "POST", path: apiPath("token"), body, read: readToken } as const;
  const value = await sendRepeatedly(config, call);
  return { value, expiresAt: expiryOf(value, now) };
}

/** Whether it is still good to begin an upload with. */
function isFresh(token: Token, now: Date): boolean {
  const leftMs = token.expiresAt.getTime() - now.getTime();
  return leftMs > Math.min(longestMarginMs, lifetimeMs(token) / 10);
}

function lifetimeMs(token: Token): number {
  const iat = claimOf(token.value, "iat");
  return iat === null ? unstatedTokenLifetimeMs : token.expiresAt.getTime() - iat * 1000;
}

/** A token to upload with, kept or new; those who ask while one is on its way share it. @throws DokuError */
export async function currentToken(config: DokuConfig): Promise<string> {
  const kept = keptOf(config);
  if (kept.token && isFresh(kept.token, config.now?.() ?? new Date())) return kept.token.value;
  kept.pending ??= issueToken(config).finally(() => {
    kept.pending = null;
  });
  kept.token = await kept.pending;
  return kept.token.value;
}

/** Forgets a token that DOKU refused, unless somebody else already renewed it. */
export function forgetToken(config: DokuConfig, value: string): void {
  const kept = keptOf(config);
  if (kept.token?.value === value) kept.token = null;
}
