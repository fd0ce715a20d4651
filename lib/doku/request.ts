/** Signed calls to DOKU: each try signed anew, every outcome typed and told to the staff's call log. */
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Masked } from "../domain/mask-payload";
import { answerTime, retryAfterOf } from "./answer-times";
import { signsQuery } from "./assumptions";
import type { CallOutcome } from "./breaker";
import { type Exchange, exchange, TransportError } from "./exchange";
import {
  DokuError,
  type DokuErrorKind,
  failureOfAnswer,
  failureOfSignature,
  failureWhilePaused,
  failureWithoutAnswer,
  isReplay,
} from "./failure";
import { maskedBody, maskedSent } from "./masked-bodies";
import { checkResponseSignature } from "./response-signature";
import { digestOf, sign } from "./signature";
import { parseJson } from "./wire";

export { DokuError, type DokuErrorKind };

export type DokuConfig = {
  /** Scheme and host, e.g. `https://api-uat.doku.com`. */
  baseUrl: string;
  /** The partner's own brand id, `BRN-...`. */
  clientId: string;
  secretKey: string;
  /** For one try of a call, answer included; uploads get three times as long. */
  timeoutMs?: number;
  /** Refuse answers whose signature is there and wrong; otherwise they are only reported. */
  refuseUnsignedMismatch?: boolean;
  now?: () => Date;
  /** Asked before every try of a call with this time limit; see `Admission`. Never throws. */
  admit?: (timeoutMs: number) => Promise<Admission>;
  /** Told of every try. What it throws is swallowed: a log must not fail the call that it tells about. */
  onCall?: (call: DokuCall) => void | Promise<void>;
};

/** Whether a call may be made now: then its outcome is told. `waitMs`: DOKU is left alone for so long. */
export type Admission = { report: (outcome: CallOutcome) => Promise<void> } | { waitMs: number };

export type Endpoint =
  | "check-requirements"
  | "issue-token"
  | "upload-file"
  | "register-business"
  | "update-business"
  | "create-business-lite"
  | "get-business"
  | "search-address";

/** One try of a call, for the staff's call log: never headers or query strings, and bodies only with what is personal hidden. */
export type DokuCall = {
  endpoint: Endpoint;
  method: string;
  path: string;
  /** Null for uploads, which have none. */
  requestId: string | null;
  status: number | null;
  /** `replayed`: a 409 that carried what the call is for. */
  outcome: "ok" | "replayed" | DokuErrorKind;
  durationMs: number;
  at: Date;
  /** DOKU's clock when it answered, as it says; null without an answer. */
  answeredAt: Date | null;
  /** DOKU's words, which may quote personal data: for staff, sealed where it is stored. */
  errorText: string | null;
  signatureMismatch: boolean;
  /** See lib/doku/masked-bodies; null for files and where there was none. */
  sentBody: Masked;
  answerBody: Masked;
};

/** The exact request to keep before the first try; `path` follows the host, without a query. */
export type PreparedRequest = { requestId: string; method: string; path: string; body: string };

/** What came back beside the body. `dokuTime` is DOKU's clock when it answered, null when it cannot be trusted. */
export type AnswerFacts = { dokuTime: Date | null };

export type Call<T> = {
  endpoint: Endpoint;
  method: string;
  path: string;
  query?: Record<string, string>;
  body: string | FormData | null;
  auth: { requestId: string } | { bearerToken: string };
  /** Whether a repeat under another Request-Id would do it twice. */
  writes: boolean;
  timeoutMs?: number;
  /** What the call is for, or null when the answer does not hold it. */
  read: (body: unknown, facts: AnswerFacts) => T | null;
};

const apiPrefix = "/adv-core-api/partner/v1.0";
const defaultTimeoutMs = 20_000;
const maxErrorTextLength = 1000;

/** Path of a call after the host (contract section 2). Parts of it are encoded, ids being opaque. */
export function apiPath(...parts: string[]): string {
  return [apiPrefix, ...parts.map(encodeURIComponent)].join("/");
}

export function defaultTimeoutOf(config: DokuConfig): number {
  return config.timeoutMs ?? defaultTimeoutMs;
}

/** `body`: undefined where nothing came back or it is no JSON. */
type Heard = { status: number | null; signatureMismatch: boolean; answeredAt: Date | null; body: unknown };
type Outcome<T> = Heard & ({ value: T } | { error: DokuError });

/**
 * One try. A request that was sent before is signed anew with a fresh timestamp (contract section 4, A `fresh-timestamp`).
 * @throws DokuError
 */
export async function sendOnce<T>(config: DokuConfig, call: Call<T>): Promise<T> {
  const admission = await config.admit?.(call.timeoutMs ?? defaultTimeoutOf(config));
  if (admission && "waitMs" in admission) {
    const { endpoint, writes } = call;
    throw failureWhilePaused({ endpoint, requestId: requestIdOf(call), writes }, admission.waitMs);
  }
  const at = config.now?.() ?? new Date();
  const startedAt = performance.now();
  const url = new URL(config.baseUrl.replace(/\/+$/, "") + call.path);
  // Paths are stored with what waits to be sent; whatever stands there, the signature goes to no other host.
  if (url.origin !== new URL(config.baseUrl).origin) throw new TypeError("A path of DOKU's leads to another host");
  if (call.query) url.search = new URLSearchParams(call.query).toString();

  const outcome = await tryOnce(config, call, url, at);
  const { status, signatureMismatch, answeredAt } = outcome;
  const error = "error" in outcome ? outcome.error : null;
  await admission?.report({ kind: error?.kind ?? "ok", status, retryAfterMs: error?.retryAfterMs ?? null });
  await tell(config, {
    endpoint: call.endpoint,
    method: call.method,
    path: url.pathname,
    requestId: requestIdOf(call),
    status,
    outcome: error?.kind ?? (status === 409 ? "replayed" : "ok"),
    durationMs: Math.round(performance.now() - startedAt),
    at,
    answeredAt,
    errorText: error ? textFor(error) : null,
    signatureMismatch,
    sentBody: maskedSent(call.body),
    answerBody: maskedBody(outcome.body),
  });
  if ("error" in outcome) throw outcome.error;
  return outcome.value;
}

async function tryOnce<T>(config: DokuConfig, call: Call<T>, url: URL, at: Date): Promise<Outcome<T>> {
  const requestId = requestIdOf(call);
  const facts = { endpoint: call.endpoint, requestId, writes: call.writes };
  let answer: Exchange;
  try {
    const { method, body } = call;
    const timeoutMs = call.timeoutMs ?? defaultTimeoutOf(config);
    answer = await exchange({ url, method, headers: headersFor(config, call, url, at), body, timeoutMs });
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    const failure = failureWithoutAnswer(facts, error.kind, error.networkCode);
    return { status: null, signatureMismatch: false, answeredAt: null, body: undefined, error: failure };
  }
  const { status, headers, bytes } = answer;
  const signed = { ...config, requestId: requestId ?? "", path: url.pathname };
  const signature = requestId === null || answer.tooLarge ? "unsigned" : checkResponseSignature(signed, headers, bytes);
  const signatureMismatch = signature === "mismatch";
  const answeredAt = answerTime(headers);
  const body = parseJson(bytes);
  const heard: Heard = { status, signatureMismatch, answeredAt, body };
  if (signatureMismatch && config.refuseUnsignedMismatch) return { ...heard, error: failureOfSignature(facts, status) };
  const readable = (status >= 200 && status < 300) || isReplay(status, body);
  const value = readable ? call.read(body, { dokuTime: signatureMismatch ? null : answeredAt }) : null;
  if (value !== null) return { ...heard, value };
  const retryAfterMs = retryAfterOf(headers, at);
  return { ...heard, error: failureOfAnswer(facts, { status, body, retryAfterMs }) };
}

function requestIdOf(call: Call<unknown>): string | null {
  return "requestId" in call.auth ? call.auth.requestId : null;
}

function headersFor(config: DokuConfig, call: Call<unknown>, url: URL, at: Date): Record<string, string> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (typeof call.body === "string") headers["Content-Type"] = "application/json";
  if ("bearerToken" in call.auth) return { ...headers, Authorization: `Bearer ${call.auth.bearerToken}` };
  const parts = {
    clientId: config.clientId,
    requestId: call.auth.requestId,
    timestamp: `${at.toISOString().slice(0, 19)}Z`,
    requestTarget: url.pathname + (signsQuery ? url.search : ""),
    digest: typeof call.body === "string" ? digestOf(call.body) : null,
  };
  return {
    ...headers,
    "Client-Id": parts.clientId,
    "Request-Id": parts.requestId,
    "Request-Timestamp": parts.timestamp,
    Signature: sign(parts, config.secretKey),
  };
}

function textFor(error: DokuError): string | null {
  const parts = [error.code, ...error.messages, error.fields.length > 0 ? `[${error.fields.join(", ")}]` : null];
  return parts.filter(Boolean).join(" · ").slice(0, maxErrorTextLength) || null;
}

async function tell(config: DokuConfig, call: DokuCall): Promise<void> {
  try {
    await config.onCall?.(call);
  } catch {
    // The call's own outcome is what counts.
  }
}

const maxTries = 3;
/** A longer Retry-After is the caller's to keep: nothing may be held open for so long. */
const longestWaitMs = 5_000;
const firstBackoffMs = 200;

/**
 * A call that may be repeated freely (GETs and the token): up to three tries with the same Request-Id and jitter.
 * @throws DokuError of the last try
 */
export async function sendRepeatedly<T>(config: DokuConfig, call: Omit<Call<T>, "auth" | "writes">): Promise<T> {
  let requestId: string = randomUUID();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sendOnce(config, { ...call, auth: { requestId }, writes: false });
    } catch (error) {
      if (!(error instanceof DokuError) || attempt === maxTries || error.kind === "paused") throw error;
      // The first try's failure, played back to us: a new Request-Id asks again, and changes nothing at DOKU.
      const replayed = error.kind === "conflict" && attempt > 1;
      const waitMs = error.retryAfterMs ?? firstBackoffMs * 2 ** (attempt - 1) * (0.5 + Math.random());
      if ((!error.retryable && !replayed) || waitMs > longestWaitMs) throw error;
      if (replayed) requestId = randomUUID();
      await delay(waitMs);
    }
  }
}
