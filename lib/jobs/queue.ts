/** Background work on pg-boss, in the same database as what it works on. */
import type { Transaction as PgliteTransaction } from "@electric-sql/pglite";
import PgBoss from "pg-boss";
import { type Database, type Db, database, type ExecuteSql, pgliteExecutor } from "@/db/client";
import { oneAtATime } from "@/db/one-at-a-time";
import { errorKind, log } from "../log";
import { countJob } from "../metrics/count";
import { lookForWork } from "./wake-workers";

/** Every kind of work and what it carries: ids only, so that nothing personal lies in the job tables. */
export type Jobs = {
  "send-sign-in-mail": { attemptId: string };
  "send-invitation-mail": { invitationId: string };
  "import-invitations": { batchId: string };
  "send-status-mail": { mailId: string };
  "send-team-mail": { userId: string };
  /** What happened to the second factor of a member of staff. `id` tells one mail from the next. */
  "send-factor-mail": { userId: string; what: "set-up" | "dropped" | "reset"; id: string };
  "release-cases": { userId: string };
  "send-application": { submissionId: string };
  "read-business": {
    applicationId: string;
    reason: "callback" | "registered" | "corrected" | "unverified" | "asked" | "schedule";
  };
  /** Stored callbacks that staff have applied anew. */
  "replay-events": { replayId: string };
  "queue-up-again": { reason: string };
};
export type JobName = keyof Jobs;

/**
 * - `retryLimit`, `retryDelay` (seconds, doubled each time): for work that throws or was interrupted. What to do when DOKU
 *   refuses a submission is planned in the submissions table instead, because DOKU's rules decide it.
 * - `expireInSeconds`: longer than the work can take, or it is begun a second time while the first goes on. Mails: ten
 *   waits of 20 seconds for a mail server that only drips, but somebody waits for a sign-in mail, and two of them do no
 *   harm. A reading of DOKU: three tries of 20 seconds. A submission: 40 uploads of 60 seconds with their tokens; after
 *   a crash its lease ends much sooner, and the sweep does not wait for this. Every merchant with one reason of a refusal
 *   and callbacks that are applied anew: thousands of short writes.
 * - `workers` take work at the same time: a call that DOKU leaves hanging must not keep every other merchant waiting.
 * - `about`: the id that tells work of one kind apart.
 */
type QueueSettings<N extends JobName> = {
  retryLimit: number;
  retryDelay: number;
  expireInSeconds: number;
  workers: number;
  about: keyof Jobs[N] & string;
};

export const queues: { [N in JobName]: QueueSettings<N> } = {
  "send-sign-in-mail": { retryLimit: 6, retryDelay: 2, expireInSeconds: 120, workers: 1, about: "attemptId" },
  "send-invitation-mail": { retryLimit: 12, retryDelay: 5, expireInSeconds: 300, workers: 1, about: "invitationId" },
  "import-invitations": { retryLimit: 12, retryDelay: 5, expireInSeconds: 300, workers: 1, about: "batchId" },
  "send-status-mail": { retryLimit: 14, retryDelay: 5, expireInSeconds: 300, workers: 1, about: "mailId" },
  "send-team-mail": { retryLimit: 12, retryDelay: 5, expireInSeconds: 300, workers: 1, about: "userId" },
  "send-factor-mail": { retryLimit: 12, retryDelay: 5, expireInSeconds: 300, workers: 1, about: "id" },
  "release-cases": { retryLimit: 8, retryDelay: 5, expireInSeconds: 3_600, workers: 1, about: "userId" },
  "send-application": { retryLimit: 5, retryDelay: 30, expireInSeconds: 3_600, workers: 4, about: "submissionId" },
  "read-business": { retryLimit: 8, retryDelay: 5, expireInSeconds: 180, workers: 3, about: "applicationId" },
  "replay-events": { retryLimit: 8, retryDelay: 5, expireInSeconds: 3_600, workers: 1, about: "replayId" },
  "queue-up-again": { retryLimit: 8, retryDelay: 5, expireInSeconds: 3_600, workers: 1, about: "reason" },
};
export const jobNames = Object.keys(queues) as JobName[];

export type JobHandlers = { [N in JobName]: (data: Jobs[N]) => Promise<void> };
export type EnqueueOptions = {
  startAfterSeconds?: number;
  singletonKey?: string;
  /** One job of the key in each stretch of so many seconds; the next ones are dropped. */
  singletonSeconds?: number;
  /** Instead of dropping them, keeps one for the stretch that comes next. */
  singletonNextSlot?: boolean;
};

const shared = globalThis as typeof globalThis & {
  sambutJobs?: Promise<PgBoss> | undefined;
  sambutWanted?: number;
  /** Ends the look for work that wakes this process's workers. */
  sambutLook?: (() => void) | undefined;
};

/** How many jobs this process has put in the queue: who does work after requests looks whether there is more. */
export const wantedSoFar = () => shared.sambutWanted ?? 0;

/** Work that failed for the last time is kept so long for staff to run again, and work that nobody takes waits so long. */
const keptDays = 90;

async function startBoss(opened: Database, supervise: boolean): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: opened.executeSql as PgBoss.Db["executeSql"] },
    schedule: false,
    supervise,
    // Finished work leaves the table early, because staff's pages look through it for what failed.
    archiveCompletedAfterSeconds: 3_600,
    archiveFailedAfterSeconds: keptDays * 86_400,
    deleteAfterDays: 7,
  });
  boss.on("error", (error) => log.warn("jobs.error", { error: errorKind(error) }));
  // Each queue is a table with keys to others: two processes that make them at the same time wait for each other for good.
  await oneAtATime(opened, "queues", async () => {
    await boss.start();
    for (const name of jobNames) {
      const { retryLimit, retryDelay, expireInSeconds } = queues[name];
      const retentionMinutes = keptDays * 1_440;
      const settings = { name, retryLimit, retryDelay, retryBackoff: true, expireInSeconds, retentionMinutes };
      // Creating leaves a queue of an earlier version as it was.
      await boss.createQueue(name, settings);
      await boss.updateQueue(name, settings);
    }
  });
  return boss;
}

/**
 * Opens the queue. Called once at start, never inside a transaction: on PGlite that would wait for itself.
 * @param supervise off where no process stays and no timer runs: whoever does the work looks after the queue too (lib/jobs/drain)
 */
export async function startJobs({ supervise = true } = {}): Promise<void> {
  shared.sambutJobs ??= database().then((opened) => startBoss(opened, supervise));
  await shared.sambutJobs;
}

/** The open queue. Throws when `startJobs` has not been called. */
export function boss(): Promise<PgBoss> {
  if (!shared.sambutJobs) throw new Error("startJobs() has not been called in this process");
  return shared.sambutJobs;
}

/**
 * Runs pg-boss's SQL inside the caller's transaction. On PGlite, which has one connection, sending a job any other
 * way from inside a transaction waits for itself forever.
 */
function executorOf(opened: Database, db: Db): ExecuteSql {
  if (db === opened.db) return opened.executeSql;
  const { client } = (db as unknown as { session: { client: unknown } }).session;
  if (opened.kind === "pglite") return pgliteExecutor(client as PgliteTransaction);
  const connection = client as { query: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }> };
  return (text, values) => connection.query(text, values);
}

/** Puts work in the queue, in the transaction of the change that wants it: both happen or neither. */
export async function enqueue<N extends JobName>(db: Db, name: N, data: Jobs[N], options: EnqueueOptions = {}) {
  const [opened, queue] = await Promise.all([database(), boss()]);
  const { startAfterSeconds, ...rest } = options;
  await queue.send(name, data, {
    ...rest,
    ...(startAfterSeconds ? { startAfter: startAfterSeconds } : {}),
    db: { executeSql: executorOf(opened, db) as PgBoss.Db["executeSql"] },
  });
  shared.sambutWanted = wantedSoFar() + 1;
}

/**
 * What the job tables keep of a failure: its kind. The library would store message and stack of whatever is thrown, and
 * mail servers and databases quote personal data in theirs.
 */
function bareFailure(error: unknown): Error {
  const failure = new Error(errorKind(error));
  delete failure.stack;
  return failure;
}

/** Runs one job that was taken from the queue; throws what the job tables may keep of its failure. */
export async function runJob<N extends JobName>(handlers: JobHandlers, name: N, job: PgBoss.JobWithMetadata<Jobs[N]>) {
  const about = String(job.data[queues[name].about]);
  const startedAt = performance.now();
  const counted = (outcome: "done" | "failed" | "dead") =>
    countJob(name, outcome, (performance.now() - startedAt) / 1_000);
  try {
    await handlers[name](job.data);
    counted("done");
    await forgetDeadJobs(name, about);
  } catch (error) {
    const facts = { job: name, jobId: job.id, error: errorKind(error), tries: job.retryCount + 1 };
    if (job.retryCount < job.retryLimit) {
      log.warn("job.failed", facts);
      counted("failed");
    } else {
      log.error("job.dead", facts);
      counted("dead");
      await forgetDeadJobs(name, about);
    }
    throw bareFailure(error);
  }
}

/**
 * Earlier work of this kind about the same thing that failed for good is no longer anybody's concern once it was done,
 * or failed for good again: one row is enough. Never throws, for the work itself was done.
 */
async function forgetDeadJobs(name: JobName, id: string): Promise<void> {
  try {
    const { executeSql } = await database();
    const command = "delete from pgboss.job where name = $1 and state = 'failed' and data->>$2 = $3";
    await executeSql(command, [name, queues[name].about, id]);
  } catch (error) {
    log.warn("jobs.unforgotten", { job: name, error: errorKind(error) });
  }
}

/** Workers are woken when there is work; should nobody wake them, they ask for themselves. */
const pollingIntervalSeconds = 30;

/** Starts taking work. Each handler is safe to run twice; a failure is retried with back-off. */
export async function startWorkers(handlers: JobHandlers): Promise<void> {
  const [queue, { executeSql }] = await Promise.all([boss(), database()]);
  const start = <N extends JobName>(name: N) =>
    queue.work<Jobs[N]>(name, { pollingIntervalSeconds, batchSize: 1, includeMetadata: true }, async ([job]) => {
      if (job) await runJob(handlers, name, job);
    });
  const workers = new Map<string, string[]>();
  for (const name of jobNames) {
    workers.set(name, await Promise.all(Array.from({ length: queues[name].workers }, () => start(name))));
  }
  shared.sambutLook?.();
  shared.sambutLook = lookForWork(executeSql, (name) => {
    for (const worker of workers.get(name) ?? []) queue.notifyWorker(worker);
  });
}

/**
 * Jobs that a crash interrupted go back to the queue at once, instead of when they expire. Only for a database that no
 * other process can have open.
 */
export async function retryInterruptedJobs(): Promise<void> {
  const { executeSql } = await database();
  await executeSql("update pgboss.job set state = 'retry', start_after = now() where state = 'active'");
}

/**
 * Stops taking work and lets the running work finish; what is not done after `patienceMs` goes back to the queue. Work
 * can still be put in the queue until the end.
 */
export async function stopWorkers(patienceMs = 8_000): Promise<void> {
  const running = shared.sambutJobs;
  shared.sambutLook?.();
  shared.sambutLook = undefined;
  await (await running)?.stop({ graceful: true, wait: true, timeout: patienceMs });
  shared.sambutJobs = undefined;
}
