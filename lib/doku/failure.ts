/** What can go wrong with a call, and what may be done about it (contract sections 4 and 11). */
import { type ErrorEnvelope, isFailure, readErrorEnvelope } from "./errors";
import { fieldOf, objectOf } from "./wire";

/**
 * `rejected`: DOKU read it and refuses (also: our own check before sending, then `status` is null) · `auth`: the partner's
 * set-up · `conflict`: a 409 without what the call is for · `unavailable`: 5xx, 408, 425 · `unreadable`: an answer that
 * does not say what it should · `unknown_outcome`: a write whose answer contradicts itself (a failure inside a success), or has
 * a wrong signature that is refused · `paused`: not sent, because DOKU is in trouble and is left alone (lib/doku/breaker).
 */
export const dokuErrorKinds = [
  "rejected",
  "auth",
  "conflict",
  "not_found",
  "rate_limited",
  "unavailable",
  "network",
  "timeout",
  "unreadable",
  "unknown_outcome",
  "paused",
] as const;
export type DokuErrorKind = (typeof dokuErrorKinds)[number];

type Facts = {
  kind: DokuErrorKind;
  endpoint: string;
  status: number | null;
  requestId: string | null;
  /** How long DOKU asks to wait, in milliseconds. */
  retryAfterMs: number | null;
  /** The same request with the same Request-Id may succeed later. */
  retryable: boolean;
  /** DOKU may have carried it out. */
  outcomeUnknown: boolean;
};

const emptyEnvelope: ErrorEnvelope = { messages: [], code: null, fields: [] };

/**
 * Every failed call throws this. Its message is ours and safe to log; DOKU's words are behind getters, so that a logger
 * that walks the properties of an error does not print them.
 */
export class DokuError extends Error {
  override readonly name = "DokuError";
  readonly kind: DokuErrorKind;
  readonly endpoint: string;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;
  readonly retryable: boolean;
  readonly outcomeUnknown: boolean;
  readonly #envelope: ErrorEnvelope;

  constructor(facts: Facts, envelope: ErrorEnvelope = emptyEnvelope) {
    super(`DOKU ${facts.endpoint}: ${facts.kind}${facts.status === null ? "" : ` (HTTP ${facts.status})`}`);
    this.kind = facts.kind;
    this.endpoint = facts.endpoint;
    this.status = facts.status;
    this.requestId = facts.requestId;
    this.retryAfterMs = facts.retryAfterMs;
    this.retryable = facts.retryable;
    this.outcomeUnknown = facts.outcomeUnknown;
    this.#envelope = envelope;
  }

  /** DOKU's words, for staff only. */
  get messages(): readonly string[] {
    return this.#envelope.messages;
  }
  /** DOKU's code, such as `INVALID_PARAMETER`. */
  get code(): string | null {
    return this.#envelope.code;
  }
  /** Paths in the request that DOKU named. */
  get fields(): readonly string[] {
    return this.#envelope.fields;
  }
}

/** What every failure of one call has in common. `writes`: repeating it under another Request-Id would do it twice. */
export type CallFacts = { endpoint: string; requestId: string | null; writes: boolean };

/** A call that DOKU must not see at all: our own check found these fields wrong. */
export function refusedBeforeSending(endpoint: string, fields: string[]): DokuError {
  const facts = { kind: "rejected" as const, endpoint, status: null, requestId: null, retryAfterMs: null };
  return new DokuError(
    { ...facts, retryable: false, outcomeUnknown: false },
    { messages: ["Not sent: the request is not what DOKU takes"], code: null, fields },
  );
}

/** A call that was not made: DOKU is left alone for so long, in milliseconds. */
export function failureWhilePaused(call: CallFacts, waitMs: number): DokuError {
  const facts = { kind: "paused" as const, status: null, retryable: true, outcomeUnknown: false };
  return new DokuError({ ...call, ...facts, retryAfterMs: waitMs });
}

/** The failure behind an answer that is not what the call is for. `retryAfterMs` comes from its Retry-After header. */
export function failureOfAnswer(
  call: CallFacts,
  answer: { status: number; body: unknown; retryAfterMs: number | null },
): DokuError {
  const { status, body, retryAfterMs } = answer;
  const succeeded = status >= 200 && status < 300;
  const told = succeeded && isFailure(body) ? kindOfEnvelope(body) : kindOfStatus(status);
  const isDoubtful = call.writes && succeeded && !waitedOut.includes(told) && told !== "unreadable";
  // Neither word of such an answer proves anything: only a refusal by its status does (contract section 4).
  const kind = isDoubtful ? "unknown_outcome" : told;
  const mayBeDone = call.writes && (kind === "unavailable" || succeeded);
  const facts = {
    ...call,
    kind,
    status,
    retryAfterMs,
    retryable: waitedOut.includes(kind) || (mayBeDone && !isDoubtful),
    // 425 is "too early": DOKU says that it did not begin.
    outcomeUnknown: mayBeDone && status !== 425,
  };
  return new DokuError(facts, readErrorEnvelope(body));
}

/** "Not now", whoever said it and how. */
const waitedOut: readonly DokuErrorKind[] = ["rate_limited", "unavailable"];

function kindOfStatus(status: number): DokuErrorKind {
  if (status === 401 || status === 403) return "auth";
  if (status === 404) return "not_found";
  if (status === 409) return "conflict";
  if (status === 429) return "rate_limited";
  if (status === 408 || status === 425 || status >= 500) return "unavailable";
  if (status >= 400) return "rejected";
  return "unreadable";
}

/** A failure told inside a 2xx. The first three digits of a `responseCode` are its HTTP status. */
function kindOfEnvelope(body: unknown): DokuErrorKind {
  const code = String(fieldOf(objectOf(body), "responseCode") ?? "");
  return /^[45]\d{2}/.test(code) ? kindOfStatus(Number(code.slice(0, 3))) : "rejected";
}

/** No answer: `networkCode` is Node's, such as `ECONNREFUSED`, by which a call that never left is told apart. */
export function failureWithoutAnswer(call: CallFacts, kind: "network" | "timeout", networkCode: string | null) {
  const neverLeft = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"].includes(networkCode ?? "");
  const outcomeUnknown = call.writes && !neverLeft;
  return new DokuError(
    { ...call, kind, status: null, retryAfterMs: null, retryable: true, outcomeUnknown },
    { ...emptyEnvelope, code: networkCode },
  );
}

/** An answer whose signature is wrong, where that is refused: after a write nothing is known, not even a refusal. */
export function failureOfSignature(call: CallFacts, status: number): DokuError {
  const kind = call.writes ? "unknown_outcome" : "unreadable";
  const facts = { ...call, kind, status, retryAfterMs: null } as const;
  return new DokuError({ ...facts, retryable: call.writes, outcomeUnknown: call.writes });
}

/**
 * Whether a 409 may be read as the first answer again (contract section 4, A `replay-409`): it may unless it tells of a
 * failure. The caller then still has to find what the call is for in it.
 */
export function isReplay(status: number, body: unknown): boolean {
  if (status !== 409) return false;
  const { code, messages } = readErrorEnvelope(body);
  const hasWrapper = objectOf(fieldOf(objectOf(body), "business")) !== null;
  return hasWrapper || (!isFailure(body) && code === null && messages.length === 0);
}
