/** What this process has counted since it started, for Prometheus. Labels are words of ours: never an id, never a name. */
import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** A callback is answered within milliseconds; DOKU's own calls and our work take up to minutes. */
const ackBuckets = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const callBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60];
const jobBuckets = [0.01, 0.05, 0.25, 1, 5, 20, 60, 300];

function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    callbacks: new Counter({
      name: "sambut_callbacks_total",
      help: "Callbacks that arrived, by what they were answered with",
      labelNames: ["outcome"],
      registers,
    }),
    ackSeconds: new Histogram({
      name: "sambut_callback_ack_seconds",
      help: "From a callback's arrival to our answer, in seconds",
      buckets: ackBuckets,
      registers,
    }),
    dokuCalls: new Counter({
      name: "sambut_doku_calls_total",
      help: "Tries of calls to DOKU, by endpoint and outcome",
      labelNames: ["endpoint", "outcome"],
      registers,
    }),
    dokuSeconds: new Histogram({
      name: "sambut_doku_call_seconds",
      help: "Duration of one try of a call to DOKU, in seconds",
      labelNames: ["endpoint"],
      buckets: callBuckets,
      registers,
    }),
    drifts: new Counter({
      name: "sambut_drifts_total",
      help: "Differences between us and DOKU that a reading found",
      registers,
    }),
    jobs: new Counter({
      name: "sambut_jobs_total",
      help: "Background work that was tried: done, failed (to be tried again) or dead (failed for the last time)",
      labelNames: ["job", "outcome"],
      registers,
    }),
    jobSeconds: new Histogram({
      name: "sambut_job_seconds",
      help: "Duration of one try of background work, in seconds",
      labelNames: ["job"],
      buckets: jobBuckets,
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

// Next's bundles and our own server load this module separately, and what they count is one process's.
const shared = globalThis as typeof globalThis & { sambutMetrics?: Metrics; sambutDefaultMetrics?: boolean };

export function metrics(): Metrics {
  shared.sambutMetrics ??= createMetrics();
  return shared.sambutMetrics;
}

/** Memory, processor, event loop and handles of this process as well; they cost a timer, so only where somebody reads them. */
export function withProcessMetrics(): Metrics {
  const all = metrics();
  if (!shared.sambutDefaultMetrics) collectDefaultMetrics({ register: all.registry });
  shared.sambutDefaultMetrics = true;
  return all;
}
