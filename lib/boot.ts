/** Everything that must be there before the portal's first request, and what is put away after its last. */
import { ensureDemoInvitation } from "./desk/first-steps";
import { env } from "./env";
import { startSweep } from "./jobs/sweep";
import { endAllStreams } from "./live/streams";
import { log } from "./log";
import { removeStaleSpools } from "./storage/remove-stale-spools";
import { type OpenedWork, openWork, putWorkAway, takeWork } from "./work";

const cleanEveryMs = 24 * 3_600_000;
/** How long work may go on after the portal was told to stop. */
const patienceMs = 8_000;

function putAwayAtTheEnd(work: OpenedWork, stops: readonly (() => void)[]): void {
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    log.info("stopping");
    endAllStreams();
    for (const stop of stops) stop();
    await putWorkAway(work, patienceMs);
    process.exit(0);
  };
  // Without the setting of `npm start` (NEXT_MANUAL_SIG_HANDLE) Next may exit first; nothing is lost then, only later.
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
}

async function open(): Promise<void> {
  const work = await openWork();
  const stops: (() => void)[] = [];
  putAwayAtTheEnd(work, stops);
  await ensureDemoInvitation();
  if (env().WORKERS === "inside") stops.push(await takeWork(work));
  stops.push(await startSweep({ name: "spools", everyMs: cleanEveryMs, run: () => removeStaleSpools() }));
  log.info("started", { database: work.opened.kind, port: env().PORT, workers: env().WORKERS });
}

/** Opens the portal; one that cannot is stopped. */
export async function start(): Promise<void> {
  try {
    await open();
  } catch (error) {
    // The log may be what failed; the sentence must reach the person who started us.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
