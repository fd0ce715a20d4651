/** Background work on pg-boss, in the same database as what it works on. */
import type { Transaction as PgliteTransaction } from "@electric-sql/pglite";
import PgBoss from "pg-boss";
import { type Database, type Db, database, type ExecuteSql, pgliteExecutor } from "@/db/client";
import { errorKind, log } from "../log";

/** Every kind of work and what it carries: ids only, so that nothing personal lies in the job tables. */
export type Jobs = {
  "send-sign-in-mail": { attemptId: string };
  "send-invitation-mail": { invitationId: string };
  "send-application": { submissionId: string };
  "read-business": { applicationId: string; reason: "callback" | "registered" | "unverified" };
};
export type JobName = keyof Jobs;

/**
 * `retryLimit` and `retryDelay` (seconds, doubled each time) are for work that throws. Sending an application
 * keeps its own schedule in the submissions table, because DOKU's rules decide it. `workers` take work at the same
 * time: a call that DOKU leaves hanging must not keep every other merchant waiting.
 */
const queues: Record<JobName, { retryLimit: number; retryDelay: number; workers: number }> = {
  "send-sign-in-mail": { retryLimit: 6, retryDelay: 2, workers: 1 },
  "send-invitation-mail": { retryLimit: 12, retryDelay: 5, workers: 1 },
  "send-application": { retryLimit: 0, retryDelay: 0, workers: 4 },
  "read-business": { retryLimit: 8, retryDelay: 5, workers: 3 },
};

export type JobHandlers = { [N in JobName]: (data: Jobs[N]) => Promise<void> };
export type EnqueueOptions = { startAfterSeconds?: number; singletonKey?: string; singletonSeconds?: number };

const shared = globalThis as typeof globalThis & { sambutJobs?: Promise<PgBoss> | undefined };

async function startBoss(opened: Database): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: opened.executeSql as PgBoss.Db["executeSql"] },
    expireInSeconds: 120,
    retryBackoff: true,
    schedule: false,
  });
  boss.on("error", (error) => log.warn("jobs.error", { error: errorKind(error) }));
  await boss.start();
  for (const [name, { retryLimit, retryDelay }] of Object.entries(queues)) {
    await boss.createQueue(name, { name, retryLimit, retryDelay, retryBackoff: true, expireInSeconds: 120 });
  }
  return boss;
}

/** Opens the queue. Called once at start, never inside a transaction: on PGlite that would wait for itself. */
export async function startJobs(): Promise<void> {
  shared.sambutJobs ??= database().then(startBoss);
  await shared.sambutJobs;
}

function boss(): Promise<PgBoss> {
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
}

/** Starts taking work. Each handler is safe to run twice; a failure is retried with back-off. */
export async function startWorkers(handlers: JobHandlers): Promise<void> {
  const queue = await boss();
  const start = async <N extends JobName>(name: N) => {
    await queue.work<Jobs[N]>(name, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async ([job]) => {
      if (!job) return;
      try {
        await handlers[name](job.data);
      } catch (error) {
        log.warn("job.failed", { job: name, jobId: job.id, error: errorKind(error) });
        throw error;
      }
    });
  };
  for (const name of Object.keys(queues) as JobName[]) {
    for (let worker = 0; worker < queues[name].workers; worker += 1) await start(name);
  }
}

/**
 * Jobs that a crash interrupted go back to the queue at once, instead of when they expire. Only for a database that no
 * other process can have open.
 */
export async function retryInterruptedJobs(): Promise<void> {
  const { executeSql } = await database();
  await executeSql("update pgboss.job set state = 'retry', start_after = now() where state = 'active'");
}

/** Lets running work finish and stops taking more. Work can still be put in the queue until the end. */
export async function stopWorkers(): Promise<void> {
  const running = shared.sambutJobs;
  await (await running)?.stop({ graceful: true, wait: true, timeout: 8_000 });
  shared.sambutJobs = undefined;
}
