/** What is counted where it happens. Nothing here throws or waits. */
import type { DokuCall } from "../doku/request";
import type { JobName } from "../jobs/queue";
import { metrics } from "./registry";

const callbackOutcomes = [
  "accepted",
  "repeated",
  "unverified",
  "unknown_token",
  "malformed",
  "too_large",
  "too_many",
  "self_test",
  "failed",
] as const;

/** `failed`: not stored, answered with 500, and DOKU sends it again. `unknown_token` is what strangers send. */
export type CallbackOutcome = (typeof callbackOutcomes)[number];

const strange: readonly CallbackOutcome[] = ["unknown_token", "too_many", "self_test"];

/**
 * One callback, at either door, once it is answered.
 * @param seconds from its arrival to the answer
 */
export function countCallback(outcome: CallbackOutcome, seconds: number): void {
  const { callbacks, ackSeconds } = metrics();
  callbacks.inc({ outcome });
  // What a stranger or we ourselves send says nothing about how long DOKU waits.
  if (!strange.includes(outcome)) ackSeconds.observe(seconds);
}

/** One try of a call to DOKU. */
export function countDokuCall({ endpoint, outcome, durationMs }: DokuCall): void {
  const { dokuCalls, dokuSeconds } = metrics();
  dokuCalls.inc({ endpoint, outcome });
  dokuSeconds.observe({ endpoint }, durationMs / 1_000);
}

/** One try of background work; `dead`: it failed for the last time and waits for staff. */
export function countJob(job: JobName, outcome: "done" | "failed" | "dead", seconds: number): void {
  const { jobs, jobSeconds } = metrics();
  jobs.inc({ job, outcome });
  jobSeconds.observe({ job }, seconds);
}

/** Differences that one reading found. */
export function countDrifts(found: number): void {
  metrics().drifts.inc(found);
}

/** Every outcome is there from the start, so that the first of a kind is seen as an increase. */
export function startAtZero(): void {
  for (const outcome of callbackOutcomes) metrics().callbacks.inc({ outcome }, 0);
}
