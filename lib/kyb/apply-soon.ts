/** Applying begins as soon as callbacks are stored, in the process that stored them. */
import { database } from "@/db/client";
import { listWaitingApplications } from "@/db/queries/waiting-callbacks";
import { errorKind, log } from "../log";
import { applyWaiting } from "./apply-waiting";
import { callbackPressure } from "./pressure";

/** Applications at the same time: pages and the storing of callbacks need connections too. */
const maxRunning = 4;
/** From then on nobody waits for the first. */
const slowMs = 50;
/** Beyond this many the sweep finds the rest, so that a flood does not fill the memory. */
const maxQueued = 20_000;
/** A sweep leaves to their own process those that came just now. */
const fairMs = 3_000;
const sweptAtOnce = 500;
const lookEveryMs = 1_000;

type Queued = { applicationId: string; queuedAt: number; done: Promise<void>; finish: () => void };
/**
 * `pace`: how many were done, or are taking long, since nothing was left to do. `restUntil` and `timer`: while many callbacks come
 * in, applying leaves them the most of the time.
 */
type State = {
  queued: Map<string, Queued>;
  running: Map<string, Queued>;
  pace: number;
  restUntil: number;
  timer: NodeJS.Timeout | null;
};

const shared = globalThis as typeof globalThis & { sambutApplying?: State };
const state = (): State => {
  shared.sambutApplying ??= { queued: new Map(), running: new Map(), pace: 0, restUntil: 0, timer: null };
  return shared.sambutApplying;
};

async function run(one: Queued): Promise<void> {
  const start = performance.now();
  // Others do not wait behind a merchant who is locked.
  const slow = setTimeout(() => {
    state().pace += 1;
    pump();
  }, slowMs);
  try {
    await applyWaiting(one.applicationId);
  } catch (error) {
    // They stay waiting, and the sweep comes round.
    log.error("callbacks.unapplied", { applicationId: one.applicationId, error: errorKind(error) });
  } finally {
    const own = state();
    own.running.delete(one.applicationId);
    clearTimeout(slow);
    own.pace = own.queued.size + own.running.size > 0 ? own.pace + 1 : 0;
    one.finish();
    const now = performance.now();
    // The one asked for first, though others of the same application may have come since.
    const [oldest] = own.queued.values();
    own.restUntil = now + callbackPressure().restAfter(now - start, oldest ? now - oldest.queuedAt : 0);
    pump();
  }
}

function pump(): void {
  const own = state();
  const { queued, running } = own;
  const isCalm = callbackPressure().isCalm();
  const rest = own.restUntil - performance.now();
  if (!isCalm && rest > 0) {
    own.timer ??= setTimeout(
      () => {
        own.timer = null;
        pump();
      },
      // A flood may be over sooner.
      Math.min(rest, lookEveryMs),
    );
    return;
  }
  // One at first: a flood is not seen as one before it has begun, and several would take its first callbacks' time.
  const most = isCalm ? Math.min(maxRunning, 1 + own.pace) : 1;
  for (const one of queued.values()) {
    if (running.size >= most) return;
    // Two at once would only wait for one lock.
    if (running.has(one.applicationId)) continue;
    queued.delete(one.applicationId);
    running.set(one.applicationId, one);
    run(one);
  }
}

/**
 * Has the stored callbacks of an application applied, behind what is already asked for.
 * @returns settles, never with an error, when those that wait now were tried
 */
export function applySoon(applicationId: string): Promise<void> {
  const { queued } = state();
  const known = queued.get(applicationId);
  if (known) return known.done;
  if (queued.size >= maxQueued) return Promise.resolve();
  let finish = () => {};
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  queued.set(applicationId, { applicationId, queuedAt: performance.now(), done, finish });
  pump();
  return done;
}

/** Applies what a process that is gone, or one that could not, left waiting. */
export async function applyLeftCallbacks(): Promise<void> {
  const { db } = await database();
  const applicationIds = await listWaitingApplications(db, { ms: fairMs, limit: sweptAtOnce });
  if (applicationIds.length > 0) log.warn("callbacks.left", { applications: applicationIds.length });
  await Promise.all(applicationIds.map(applySoon));
}

/** Settles when nothing that this process was asked to apply is left. */
export async function allApplied(): Promise<void> {
  const { queued, running } = state();
  while (queued.size + running.size > 0) {
    await Promise.all([...queued.values(), ...running.values()].map(({ done }) => done));
  }
}
