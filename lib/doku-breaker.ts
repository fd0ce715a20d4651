/** The circuit breaker of a DOKU environment (lib/doku/breaker), shared by every process through its row. */
import { database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { type BreakerRow, changeBreaker, claimProbe, findBreaker } from "@/db/queries/breakers";
import { admissionOf, afterCall, type Breaker, type CallOutcome, isDokuDown, probeUntil, waitOf } from "./doku/breaker";
import { dokuErrorKinds } from "./doku/failure";
import type { Admission } from "./doku/request";
import { announceChange, everyApplication } from "./live/changes";
import { errorKind, log } from "./log";

/** So long a process goes by what it last read: no call costs a query more while DOKU is well. */
const knownMs = 2_000;
/** What is waited when somebody else tries and nobody knows for how long. */
const shortWaitMs = 1_000;

type Known = { breaker: Breaker | null; readAt: number };
const shared = globalThis as typeof globalThis & { sambutBreakers?: Map<string, Known> };

function knownBreakers(): Map<string, Known> {
  shared.sambutBreakers ??= new Map();
  return shared.sambutBreakers;
}

/** What this process remembers is read anew: what another process has changed counts at once (tests). */
export function forgetKnownBreakers(): void {
  shared.sambutBreakers = undefined;
}

function breakerOf(row: BreakerRow | null): Breaker | null {
  return row && { ...row, kind: dokuErrorKinds.find((kind) => kind === row.kind) ?? "unavailable" };
}

function remember(baseUrl: string, breaker: Breaker | null): Breaker | null {
  knownBreakers().set(baseUrl, { breaker, readAt: performance.now() });
  return breaker;
}

async function read(baseUrl: string): Promise<Breaker | null> {
  const { db } = await database();
  return remember(baseUrl, breakerOf(await findBreaker(db, baseUrl)));
}

async function known(baseUrl: string): Promise<Breaker | null> {
  const last = knownBreakers().get(baseUrl);
  return last && performance.now() - last.readAt < knownMs ? last.breaker : await read(baseUrl);
}

/** By the clock that all processes share: one whose own is wrong must neither keep DOKU alone for longer nor call it sooner. */
const presentMoment = async () => sharedNow((await database()).db);

/** How long DOKU is left alone from now on, in milliseconds; 0 when a call may be made, or may try. */
export async function dokuWaitMs(baseUrl: string): Promise<number> {
  const breaker = await known(baseUrl);
  return breaker?.openedAt ? waitOf(breaker, await presentMoment()) : 0;
}

/** Whether DOKU is left alone, also when a call may try just now. */
export async function isDokuPaused(baseUrl: string): Promise<boolean> {
  return (await known(baseUrl))?.openedAt != null;
}

/** Whether it has been left alone since its last failure for so long that it may be asked whether it is back, just for that. */
export async function isDokuDueForAsking(baseUrl: string, quietMs: number, at?: Date): Promise<boolean> {
  const breaker = await known(baseUrl);
  if (!breaker?.openedAt) return false;
  const now = await presentMoment();
  if (admissionOf(breaker, now) !== "probe") return false;
  return (at ?? now).getTime() - breaker.changedAt.getTime() >= quietMs;
}

function tellTurn(baseUrl: string, before: Breaker | null, after: Breaker | null, now: Date): void {
  const [wasOpen, isOpen] = [before?.openedAt != null, after?.openedAt != null];
  const { host } = new URL(baseUrl);
  if (!wasOpen && isOpen) log.warn("doku.paused", { host, failure: after?.kind, status: after?.status ?? null });
  if (wasOpen && !isOpen)
    log.info("doku.resumed", { host, afterMs: now.getTime() - (before?.openedAt?.getTime() ?? 0) });
  // Staff read since when, and when the next try is.
  if (wasOpen || isOpen) announceChange(everyApplication);
}

async function report(baseUrl: string, outcome: CallOutcome, isProbe: boolean): Promise<void> {
  // DOKU is well, as far as this process knows: nothing to write down.
  const isNothingNew = !knownBreakers().get(baseUrl)?.breaker?.failures;
  if (!isProbe && !isDokuDown(outcome.kind) && isNothingNew) return;
  const { db } = await database();
  const now = await sharedNow(db);
  const facts = { isProbe, now, random: Math.random() };
  const changed = await changeBreaker(db, baseUrl, (row) => afterCall(breakerOf(row), outcome, facts));
  tellTurn(baseUrl, breakerOf(changed.before), remember(baseUrl, breakerOf(changed.after)), now);
}

/** A breaker that cannot be read or written must not fail the call that it is about. */
const unheeded = (error: unknown) => log.warn("doku.breaker", { error: errorKind(error) });

/** DOKU has answered a call that asked nobody, a test of the connection: it is called again by everybody. Never throws. */
export async function reportDokuWell(baseUrl: string): Promise<void> {
  await report(baseUrl, { kind: "ok", status: 200, retryAfterMs: null }, true).catch(unheeded);
}

/**
 * For `DokuConfig.admit` of what somebody types or chooses at a form: it heeds what is known, and nothing more. One merchant's search that
 * fails stops nobody's submission, and one that succeeds says nothing of them.
 */
export async function admitTyped(baseUrl: string): Promise<Admission> {
  const untold: Admission = { report: async () => {} };
  try {
    const breaker = await known(baseUrl);
    return breaker?.openedAt ? { waitMs: waitOf(breaker, await presentMoment()) || shortWaitMs } : untold;
  } catch (error) {
    unheeded(error);
    return untold;
  }
}

/** For `DokuConfig.admit`: whether a call to this environment may be made now. */
export async function admitCall(baseUrl: string, timeoutMs: number): Promise<Admission> {
  const admit = (isProbe: boolean): Admission => {
    return { report: (outcome) => report(baseUrl, outcome, isProbe).catch(unheeded) };
  };
  try {
    const breaker = await known(baseUrl);
    if (!breaker?.openedAt) return admit(false);
    const now = await presentMoment();
    const admission = admissionOf(breaker, now);
    if (admission === "wait") return { waitMs: waitOf(breaker, now) };
    if (admission === "go" || !breaker.nextTryAt) return admit(false);
    const { db } = await database();
    if (await claimProbe(db, baseUrl, breaker.nextTryAt, probeUntil(timeoutMs, now))) return admit(true);
    const current = await read(baseUrl);
    return current?.openedAt ? { waitMs: waitOf(current, now) || shortWaitMs } : admit(false);
  } catch (error) {
    unheeded(error);
    return { report: async () => {} };
  }
}
