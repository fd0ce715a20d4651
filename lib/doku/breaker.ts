/** When DOKU is left alone: the circuit breaker of one DOKU environment, pure. Its row is in db/schema/breakers. */
import type { DokuErrorKind } from "./failure";

/** What is known of an environment; null where nothing was ever wrong. */
export type Breaker = {
  /** In a row; 0 when it is well again. */
  failures: number;
  /** When it last failed, or was well again. */
  changedAt: Date;
  kind: DokuErrorKind;
  status: number | null;
  /** Since when no call is made; null while calls still go through. */
  openedAt: Date | null;
  /** When one call may try, or when the one that tries is given up. */
  nextTryAt: Date | null;
  probes: number;
};

export type CallOutcome = { kind: "ok" | DokuErrorKind; status: number | null; retryAfterMs: number | null };

/** So many failures in a row open it. One call of a person's is three tries. */
export const failuresToOpen = 5;
/** Failures further apart than this are not in a row: a quiet portal has no others between them. */
export const inARowMs = 60_000;
/** A call that is answered with a Retry-After waits so long at most, whatever that says. */
export const longestRetryAfterMs = 3_600_000;
/** Everybody else waits so long at most for what one call was told: it may be about that call alone. */
export const longestSharedWaitMs = 300_000;

const firstPauseMs = 5_000;
const longestPauseMs = 10_000;
const well = { failures: 0, openedAt: null, nextTryAt: null, probes: 0 } as const;
/** Beyond the time limit of the call that tries: then its process is gone. */
const probeGraceMs = 5_000;

/** Whether a failure says that DOKU as a whole is in trouble. Any answer that is about the call says that it is not. */
export function isDokuDown(kind: CallOutcome["kind"]): kind is DokuErrorKind {
  return kind === "timeout" || kind === "network" || kind === "unavailable" || kind === "rate_limited";
}

/** A wait that DOKU asks for, within our limits, in milliseconds. */
export const cappedRetryAfter = (retryAfterMs: number | null) =>
  Math.min(longestRetryAfterMs, Math.max(0, retryAfterMs ?? 0));

/**
 * The pause after so many tries that failed: doubled to ten seconds, a fifth more or less, or as long as DOKU asks, up to
 * `longestSharedWaitMs`. @param random 0 to 1
 */
export function pauseMs(probes: number, retryAfterMs: number | null, random: number): number {
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(probes, 10));
  const asked = Math.min(longestSharedWaitMs, cappedRetryAfter(retryAfterMs));
  return Math.max(Math.round(pause * (0.8 + random * 0.4)), asked);
}

/** `probe`: this call may try whether DOKU is back, once its process has claimed it. */
export function admissionOf(breaker: Breaker | null, now: Date): "go" | "probe" | "wait" {
  if (!breaker?.openedAt || !breaker.nextTryAt) return "go";
  return now >= breaker.nextTryAt ? "probe" : "wait";
}

/** How long it is left alone from now on, in milliseconds; 0 when a call may be made. */
export const waitOf = (breaker: Breaker | null, now: Date) =>
  breaker?.openedAt && breaker.nextTryAt ? Math.max(0, breaker.nextTryAt.getTime() - now.getTime()) : 0;

/** Until when nobody else tries, while a call with this time limit does. */
export const probeUntil = (timeoutMs: number, now: Date) => new Date(now.getTime() + timeoutMs + probeGraceMs);

/**
 * After a call: the breaker as it is now.
 * @param isProbe the call was the one that tries. What was under way when it opened decides nothing any more
 */
export function afterCall(
  before: Breaker | null,
  call: CallOutcome,
  { isProbe, now, random }: { isProbe: boolean; now: Date; random: number },
): Breaker | null {
  if (before?.openedAt && !isProbe) return before;
  if (!isDokuDown(call.kind)) {
    return before && before.failures > 0 ? { ...before, ...well, changedAt: now } : before;
  }
  const { kind, status, retryAfterMs } = call;
  const isInARow = before !== null && (isProbe || now.getTime() - before.changedAt.getTime() <= inARowMs);
  const failures = isInARow ? before.failures + 1 : 1;
  const facts = { failures, changedAt: now, kind, status };
  // Who says how long to wait is believed at once.
  const isStillOpen = isProbe && before?.openedAt != null;
  const opens = isStillOpen || failures >= failuresToOpen || (kind === "rate_limited" && (retryAfterMs ?? 0) > 0);
  if (!opens) return { ...facts, openedAt: null, nextTryAt: null, probes: 0 };
  const probes = before?.openedAt ? before.probes + 1 : 0;
  const nextTryAt = new Date(now.getTime() + pauseMs(probes, retryAfterMs, random));
  return { ...facts, openedAt: before?.openedAt ?? now, nextTryAt, probes };
}
