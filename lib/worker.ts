/** Background work in a process of its own, beside a portal with WORKERS=beside. */
import { env } from "./env";
import { setStopping } from "./health/state";
import { openWorkerDoor } from "./health/worker-door";
import { errorKind, log } from "./log";
import { type OpenedWork, openWork, putWorkAway, takeWork } from "./work";

/** Long enough for one upload to DOKU to end; what takes longer goes back to the queue and is begun again. */
const patienceMs = 70_000;

/**
 * Opens the same database as the portal and takes work. `stop` ends it: no new work, running work finishes.
 * @throws Error with a sentence to act on when the settings are wrong or name the embedded database
 */
export async function startWorker(): Promise<{ stop: () => Promise<void> }> {
  const { DATABASE_URL, POSTGRES_URL, WORKER_PORT } = env();
  if (!DATABASE_URL && !POSTGRES_URL) {
    throw new Error(
      "A worker beside the portal needs PostgreSQL: set DATABASE_URL or POSTGRES_URL for both. Only one process can have the embedded database open, and there the portal does this work itself.",
    );
  }
  // The job library does not wait for its own note that a job is done, so a database that is away for a moment arrives
  // here. That job runs again when it expires.
  process.on("unhandledRejection", (error) => log.error("worker.unhandled", { error: errorKind(error) }));
  const work: OpenedWork = await openWork();
  const door = WORKER_PORT === undefined ? null : await openWorkerDoor(WORKER_PORT);
  const stopSweeps = await takeWork(work);
  log.info("worker.started", { database: work.opened.kind });
  return {
    stop: async () => {
      setStopping();
      log.info("worker.stopping");
      stopSweeps();
      await putWorkAway(work, patienceMs);
      door?.close();
      log.info("worker.stopped");
    },
  };
}
