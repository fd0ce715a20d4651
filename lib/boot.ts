/** Everything that must be there before the first request, and what is put away after the last. */
import { type Database, database } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { freeAllLeases } from "@/db/queries/submissions";
import { ensureDemoInvitation, ensureFirstStaff } from "./desk/first-steps";
import { sendInvitationMail } from "./desk/send-invitation-mail";
import { env } from "./env";
import { retryInterruptedJobs, startJobs, startWorkers, stopWorkers } from "./jobs/queue";
import { readBusiness } from "./kyb/read-business";
import { endAllStreams } from "./live/streams";
import { errorKind, log } from "./log";
import { requeueLostSubmissions, requeueSubmissions } from "./onboarding/requeue-lost-submissions";
import { sendApplication } from "./onboarding/send-application";
import { sendSignInMail } from "./sign-in/send-sign-in-mail";
import { removeStaleSpools } from "./storage/remove-stale-spools";

const requeueEveryMs = 10_000;
const cleanEveryMs = 24 * 3_600_000;

function putAwayAtTheEnd(opened: Database): void {
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    log.info("stopping");
    endAllStreams();
    await stopWorkers().catch((error: unknown) => log.warn("stop.workers", { error: errorKind(error) }));
    await opened.close().catch((error: unknown) => log.warn("stop.database", { error: errorKind(error) }));
    process.exit(0);
  };
  // Without the setting of `npm start` (NEXT_MANUAL_SIG_HANDLE) Next may exit first; nothing is lost then, only later.
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
}

async function open(): Promise<void> {
  const opened = await database();
  putAwayAtTheEnd(opened);
  await migrateDatabase(opened);
  // The embedded database belongs to this process alone, so whoever held a lease is gone.
  const isOurs = opened.kind === "pglite";
  const interrupted = isOurs ? await freeAllLeases(opened.db) : [];
  await ensureFirstStaff();
  await startJobs();
  if (isOurs) await retryInterruptedJobs();
  await ensureDemoInvitation();
  await startWorkers({
    "send-sign-in-mail": sendSignInMail,
    "send-invitation-mail": sendInvitationMail,
    "send-application": sendApplication,
    "read-business": readBusiness,
  });
  const requeue = () =>
    requeueLostSubmissions().catch((error: unknown) => log.warn("requeue", { error: errorKind(error) }));
  await requeueSubmissions(interrupted);
  await requeue();
  setInterval(requeue, requeueEveryMs).unref();
  await removeStaleSpools();
  setInterval(() => removeStaleSpools(), cleanEveryMs).unref();
  log.info("started", { database: opened.kind, port: env().PORT });
}

/** Opens and migrates the database, seeds what must exist and starts the workers; a portal that cannot is stopped. */
export async function start(): Promise<void> {
  try {
    await open();
  } catch (error) {
    // The log may be what failed; the sentence must reach the person who started us.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
