/** Everything that must be there before the portal's first request, and what is put away after its last. */
import { setTimeout as delay } from "node:timers/promises";
import { ensureDemoInvitation } from "./desk/first-steps";
import { env } from "./env";
import { isStopping, setStopping } from "./health/state";
import { startSweep } from "./jobs/sweep";
import { allApplied } from "./kyb/apply-soon";
import { takeCallback } from "./lean-door";
import { endAllStreams } from "./live/streams";
import { errorKind, log } from "./log";
import { quietConsole } from "./quiet-console";
import { offerCallbackTaker, runBeforeEnding, sayReady } from "./server-life";
import { spoolSweep } from "./storage/remove-stale-spools";
import { type OpenedWork, openWork, putWorkAway, takeWork } from "./work";

/** How long work may go on after the portal was told to stop. */
const patienceMs = 8_000;

/** @returns what ends the process in order, as a signal does */
function putAwayAtTheEnd(work: OpenedWork, stops: readonly (() => void)[]): (code: number) => Promise<void> {
  let ending = false;
  const end = async (code: number) => {
    if (ending) return;
    ending = true;
    setStopping();
    log.info("stopping");
    await delay(env().DRAIN_SECONDS * 1_000);
    endAllStreams();
    for (const stop of stops) stop();
    await runBeforeEnding(patienceMs);
    await Promise.race([allApplied(), delay(patienceMs, undefined, { ref: false })]);
    await putWorkAway(work, patienceMs);
    process.exit(code);
  };
  // Started by `next start`, Next may exit first; nothing is lost then, only later.
  process.once("SIGTERM", () => end(0));
  process.once("SIGINT", () => end(0));
  return end;
}

/** Pages do not wait for what a process before us has left. A portal that could never take work ends, to be started anew. */
async function takeWorkMeanwhile(work: OpenedWork, stops: (() => void)[], end: (code: number) => Promise<void>) {
  try {
    const stop = await takeWork(work);
    if (isStopping()) stop();
    else stops.push(stop);
  } catch (error) {
    // Told to stop while it started: the queue is closed already.
    if (isStopping()) return;
    log.error("work.not-taken", { error: errorKind(error) });
    process.stderr.write("Background work could not be begun, so the portal ends. Start it again; nothing is lost.\n");
    await end(1);
  }
}

async function open(): Promise<void> {
  const work = await openWork();
  const stops: (() => void)[] = [];
  const end = putAwayAtTheEnd(work, stops);
  await ensureDemoInvitation();
  // Where work is done after requests, Next's own route does what the callback wants.
  if (env().WORKERS !== "requests") offerCallbackTaker(takeCallback);
  sayReady();
  if (env().WORKERS === "inside") void takeWorkMeanwhile(work, stops, end);
  // The portal of a worker too: a folder may be this machine's own. Where no process stays, lib/work does it.
  if (env().WORKERS !== "requests") stops.push(await startSweep(spoolSweep));
  log.info("started", { database: work.opened.kind, port: env().PORT, workers: env().WORKERS });
}

/** The log may be what failed; the sentence must reach the person who started us. */
function giveUp(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/** Opens the portal; one that cannot is stopped. */
export async function start(): Promise<void> {
  quietConsole();
  await open().catch(giveUp);
}
