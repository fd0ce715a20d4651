/** Background work, wherever it is taken: inside the portal (lib/boot), beside it (lib/worker), or by requests (lib/work-after). */
import { setTimeout as delay } from "node:timers/promises";
import { type Database, database } from "@/db/client";
import { prepareDatabase } from "@/db/prepare";
import { releaseAllMails } from "@/db/queries/mails";
import { freeAllLeases } from "@/db/queries/submissions";
import { writeDueCheckpoints } from "./audit/checkpoint";
import { sweepInsight } from "./desk/count-insight";
import { ensureFirstStaff } from "./desk/first-steps";
import { dropOldBatches } from "./desk/import-batch";
import { importInvitations } from "./desk/import-invitations";
import { indexEarlierMerchants, queueUpAgain } from "./desk/queue-up-again";
import { sendInvitationMail } from "./desk/send-invitation-mail";
import { env } from "./env";
import { type Drained, drainJobs, lookAfterQueue } from "./jobs/drain";
import { type JobHandlers, retryInterruptedJobs, startJobs, startWorkers, stopWorkers } from "./jobs/queue";
import { runSweep, type Sweep, startSweep } from "./jobs/sweep";
import { applyLeftCallbacks } from "./kyb/apply-soon";
import { enqueueDueReads } from "./kyb/due-reads";
import { forgetCalls } from "./kyb/forget-calls";
import { readBusiness } from "./kyb/read-business";
import { remindMerchants } from "./kyb/remind-merchants";
import { replayEvents } from "./kyb/replay-events";
import { sendStatusMail } from "./kyb/send-status-mail";
import { tellClocks } from "./kyb/tell-clocks";
import { forgetUses } from "./limits";
import { startCrossing } from "./live/across";
import { errorKind, log } from "./log";
import { closeMail } from "./mail/send-mail";
import { requeueLostSubmissions, requeueSubmissions, retryWaiting } from "./onboarding/requeue-lost-submissions";
import { sendApplication } from "./onboarding/send-application";
import { keepRetention } from "./privacy/keep-retention";
import { forgetSignIns } from "./sign-in/forget-sign-ins";
import { sendSignInMail } from "./sign-in/send-sign-in-mail";
import { spoolSweep } from "./storage/remove-stale-spools";
import { releaseCases } from "./team/release-cases";
import { sendFactorMail } from "./team/send-factor-mail";
import { sendTeamMail } from "./team/send-team-mail";

const handlers: JobHandlers = {
  "send-sign-in-mail": sendSignInMail,
  "send-invitation-mail": sendInvitationMail,
  "import-invitations": importInvitations,
  "send-status-mail": sendStatusMail,
  "send-team-mail": sendTeamMail,
  "send-factor-mail": sendFactorMail,
  "release-cases": releaseCases,
  "send-application": sendApplication,
  "read-business": readBusiness,
  "replay-events": replayEvents,
  "queue-up-again": queueUpAgain,
};

/** What has to be looked after again and again, by whoever takes work. Each is safe to run in two processes at once. */
const sweeps = [
  { name: "callbacks", everyMs: 5_000, run: () => applyLeftCallbacks() },
  { name: "requeue", everyMs: 10_000, run: () => requeueLostSubmissions() },
  { name: "readings", everyMs: 5_000, run: () => enqueueDueReads() },
  { name: "batches", everyMs: 600_000, run: () => dropOldBatches() },
  { name: "clocks", everyMs: 60_000, run: () => tellClocks() },
  { name: "reminders", everyMs: 30_000, run: () => remindMerchants() },
  { name: "insight", everyMs: 60_000, run: () => sweepInsight() },
  { name: "calls", everyMs: 600_000, run: () => forgetCalls() },
  { name: "sign-ins", everyMs: 600_000, run: () => forgetSignIns() },
  { name: "uses", everyMs: 600_000, run: () => forgetUses() },
  { name: "retention", everyMs: 600_000, run: () => keepRetention() },
  { name: "checkpoints", everyMs: 60_000, run: () => writeDueCheckpoints() },
];

/** What a process does at its start, or daily, and nobody does where no process stays. */
const dayMs = 24 * 3_600_000;
const seldom = [
  spoolSweep,
  { name: "index", everyMs: dayMs, run: () => indexEarlierMerchants() },
  { name: "queue", everyMs: 60_000, run: () => lookAfterQueue() },
];

/** `interrupted`: submissions that a process which is gone was sending. */
export type OpenedWork = { opened: Database; interrupted: string[]; stopCrossing: () => Promise<void> };

/** Opens and migrates the database, seeds what must exist and opens the queue. From then on work can be enqueued. */
export async function openWork(): Promise<OpenedWork> {
  const opened = await database();
  await prepareDatabase(opened);
  // The embedded database belongs to this process alone, so whoever held a lease is gone.
  const isOurs = opened.kind === "pglite";
  const interrupted = isOurs ? await freeAllLeases(opened.db) : [];
  if (isOurs) await releaseAllMails(opened.db);
  await ensureFirstStaff();
  await startJobs({ supervise: env().WORKERS !== "requests" });
  if (isOurs) await retryInterruptedJobs();
  // Where no process stays, pages ask for themselves.
  const stopCrossing = env().WORKERS === "requests" ? async () => {} : await startCrossing(opened);
  return { opened, interrupted, stopCrossing };
}

/** What need not wait for a sweep. When the database is away for a moment, it does. */
async function hurryWhatWaits(interrupted: readonly string[]): Promise<void> {
  try {
    await requeueSubmissions(interrupted);
    // The settings may have changed with this start.
    await retryWaiting();
  } catch (error) {
    log.warn("work.not-hurried", { error: errorKind(error) });
  }
}

/**
 * Starts the workers and the sweeps. Returns what stops the sweeps. A database that is away for a moment stops nothing.
 * @throws only when the queue is closed, as in a process that ends
 */
export async function takeWork({ interrupted }: OpenedWork): Promise<() => void> {
  await startWorkers(handlers);
  await hurryWhatWaits(interrupted);
  // Nobody waits for it: on a new version it may take minutes, on any other start there is nothing to do.
  indexEarlierMerchants().catch((error: unknown) => log.warn("index.failed", { error: errorKind(error) }));
  const stops = await Promise.all(sweeps.map(startSweep));
  return () => {
    for (const stop of stops) stop();
  };
}

const shared = globalThis as typeof globalThis & { sambutSwept?: Map<string, number> };

/** The sweeps whose time has come, as far as this process knows: where processes come and go, some run more often. */
function dueSweeps(now: number): Sweep[] {
  shared.sambutSwept ??= new Map();
  const swept = shared.sambutSwept;
  // A call that comes every minute comes a little early now and then.
  const isDue = ({ name, everyMs }: Sweep) => now - (swept.get(name) ?? 0) >= everyMs * 0.9;
  const due = [...sweeps, ...seldom].filter(isDue);
  for (const { name } of due) swept.set(name, now);
  return due;
}

/** How many sweeps ran and failed, and what became of jobs. Counts only: it is shown to whoever calls. */
export type WorkDone = { sweeps: number; sweepsFailed: number } & Drained;

/** Long enough for one upload to DOKU to end. */
const usualGraceMs = 60_000;

/**
 * Does what is due now: jobs, beside them the sweeps, so that nobody's mail waits for those, and then what the sweeps put in
 * the queue. Nothing is begun after `untilMs` (milliseconds since 1970); what still runs `graceMs` later goes back to the
 * queue. Safe in any number of processes at once.
 */
export async function doDueWork(untilMs: number, graceMs = usualGraceMs): Promise<WorkDone> {
  const due = dueSweeps(Date.now());
  const limits = { untilMs, graceMs };
  const [first, results] = await Promise.all([drainJobs(handlers, limits), Promise.all(due.map(runSweep))]);
  const second = due.length > 0 ? await drainJobs(handlers, limits) : null;
  return {
    sweeps: due.length,
    sweepsFailed: results.filter((ok) => !ok).length,
    done: first.done + (second?.done ?? 0),
    failed: first.failed + (second?.failed ?? 0),
    back: first.back + (second?.back ?? 0),
    isTimeUp: first.isTimeUp || (second?.isTimeUp ?? false),
  };
}

/** A database that does not answer must not keep a process that ends. */
const closeMs = 5_000;
const atMost = (closing: Promise<void>) => Promise.race([closing, delay(closeMs, undefined, { ref: false })]);

/** Lets running work finish for at most `patienceMs`, then closes what is open. Never throws: the process ends next. */
export async function putWorkAway({ opened, stopCrossing }: OpenedWork, patienceMs: number): Promise<void> {
  await stopWorkers(patienceMs).catch((error: unknown) => log.warn("stop.workers", { error: errorKind(error) }));
  closeMail();
  await atMost(stopCrossing()).catch((error: unknown) => log.warn("stop.crossing", { error: errorKind(error) }));
  await atMost(opened.close()).catch((error: unknown) => log.warn("stop.database", { error: errorKind(error) }));
}
