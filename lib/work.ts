/** Background work, wherever it is taken: inside the portal (lib/boot) or in a process beside it (lib/worker). */
import { type Database, database } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { releaseAllMails } from "@/db/queries/mails";
import { freeAllLeases } from "@/db/queries/submissions";
import { writeDueCheckpoints } from "./audit/checkpoint";
import { sweepInsight } from "./desk/count-insight";
import { ensureFirstStaff } from "./desk/first-steps";
import { dropOldBatches } from "./desk/import-batch";
import { importInvitations } from "./desk/import-invitations";
import { indexEarlierMerchants, queueUpAgain } from "./desk/queue-up-again";
import { sendInvitationMail } from "./desk/send-invitation-mail";
import { type JobHandlers, retryInterruptedJobs, startJobs, startWorkers, stopWorkers } from "./jobs/queue";
import { startSweep } from "./jobs/sweep";
import { enqueueDueReads } from "./kyb/due-reads";
import { readBusiness } from "./kyb/read-business";
import { remindMerchants } from "./kyb/remind-merchants";
import { replayEvents } from "./kyb/replay-events";
import { sendStatusMail } from "./kyb/send-status-mail";
import { tellClocks } from "./kyb/tell-clocks";
import { errorKind, log } from "./log";
import { closeMail } from "./mail/send-mail";
import { requeueLostSubmissions, requeueSubmissions } from "./onboarding/requeue-lost-submissions";
import { sendApplication } from "./onboarding/send-application";
import { sendSignInMail } from "./sign-in/send-sign-in-mail";
import { releaseCases } from "./team/release-cases";
import { sendTeamMail } from "./team/send-team-mail";

const handlers: JobHandlers = {
  "send-sign-in-mail": sendSignInMail,
  "send-invitation-mail": sendInvitationMail,
  "import-invitations": importInvitations,
  "send-status-mail": sendStatusMail,
  "send-team-mail": sendTeamMail,
  "release-cases": releaseCases,
  "send-application": sendApplication,
  "read-business": readBusiness,
  "replay-events": replayEvents,
  "queue-up-again": queueUpAgain,
};

/** What has to be looked after again and again, by whoever takes work. Each is safe to run in two processes at once. */
const sweeps = [
  { name: "requeue", everyMs: 10_000, run: () => requeueLostSubmissions() },
  { name: "readings", everyMs: 5_000, run: () => enqueueDueReads() },
  { name: "batches", everyMs: 600_000, run: () => dropOldBatches() },
  { name: "clocks", everyMs: 60_000, run: () => tellClocks() },
  { name: "reminders", everyMs: 30_000, run: () => remindMerchants() },
  { name: "insight", everyMs: 60_000, run: () => sweepInsight() },
  { name: "checkpoints", everyMs: 60_000, run: () => writeDueCheckpoints() },
];

/** `interrupted`: submissions that a process which is gone was sending. */
export type OpenedWork = { opened: Database; interrupted: string[] };

/** Opens and migrates the database, seeds what must exist and opens the queue. From then on work can be enqueued. */
export async function openWork(): Promise<OpenedWork> {
  const opened = await database();
  await migrateDatabase(opened);
  // The embedded database belongs to this process alone, so whoever held a lease is gone.
  const isOurs = opened.kind === "pglite";
  const interrupted = isOurs ? await freeAllLeases(opened.db) : [];
  if (isOurs) await releaseAllMails(opened.db);
  await ensureFirstStaff();
  await startJobs();
  if (isOurs) await retryInterruptedJobs();
  return { opened, interrupted };
}

/** Starts the workers and the sweeps. Returns what stops the sweeps. */
export async function takeWork({ interrupted }: OpenedWork): Promise<() => void> {
  await startWorkers(handlers);
  await requeueSubmissions(interrupted);
  // Nobody waits for it: on a new version it may take minutes, on any other start there is nothing to do.
  indexEarlierMerchants().catch((error: unknown) => log.warn("index.failed", { error: errorKind(error) }));
  const stops = await Promise.all(sweeps.map(startSweep));
  return () => {
    for (const stop of stops) stop();
  };
}

/** Lets running work finish for at most `patienceMs`, then closes what is open. Never throws: the process ends next. */
export async function putWorkAway({ opened }: OpenedWork, patienceMs: number): Promise<void> {
  await stopWorkers(patienceMs).catch((error: unknown) => log.warn("stop.workers", { error: errorKind(error) }));
  closeMail();
  await opened.close().catch((error: unknown) => log.warn("stop.database", { error: errorKind(error) }));
}
