/** Where no process stays (WORKERS=requests): work is done once the request that wanted it is answered. */
import { after } from "next/server";
import { env } from "./env";
import { before } from "./jobs/drain";
import { wantedSoFar } from "./jobs/queue";
import { errorKind, log } from "./log";

/**
 * In milliseconds from the request's end. Nothing is begun after `begin`; what has begun is given back to the queue `grace` later;
 * at `end` nothing is waited for any more, neither for a sweep nor for the database. A function that its host kills in the middle
 * would leave its work until that expires. What is left is done by the next request, or by the cron route.
 */
const afterRequest = { begin: 20_000, grace: 8_000, end: 30_000 };

/** `asked`: how often somebody wanted work done; `served`: up to which of them it was. */
type State = { asked: number; served: number; running: Promise<void> | null };
const shared = globalThis as typeof globalThis & { sambutAfter?: State };

async function drain(state: State, { begin, grace, end }: typeof afterRequest): Promise<void> {
  const startMs = Date.now();
  const untilMs = startMs + begin;
  try {
    // Loaded here, so that a page does not carry all of the work with it.
    const { doDueWork } = await import("./work");
    while (state.served < state.asked && Date.now() < untilMs) {
      // What is asked for from now on may be too late for this round.
      const { asked } = state;
      const done = await before(doDueWork(untilMs, grace), startMs + end);
      if (done === "late" || done.isTimeUp) return;
      state.served = asked;
    }
  } catch (error) {
    log.error("work.failed", { error: errorKind(error) });
  } finally {
    state.running = null;
  }
}

/**
 * To be called when a request is answered and its transactions are over. Does the work if any was wanted since the door,
 * or what the last one had no time for; requests that end meanwhile wait for the same one. Never throws.
 * @param atDoor `wantedSoFar()` when the request came: work is counted when it is put in the queue, and there for others
 *   only when its transaction has ended, so that what somebody else does meanwhile does not count
 */
export async function workIfWanted(atDoor: number, limits = afterRequest): Promise<void> {
  if (env().WORKERS !== "requests") return;
  // The start of the process may have wanted something.
  shared.sambutAfter ??= { asked: Math.min(1, wantedSoFar()), served: 0, running: null };
  const state = shared.sambutAfter;
  if (wantedSoFar() > atDoor) state.asked += 1;
  if (!state.running && state.served >= state.asked) return;
  state.running ??= drain(state, limits);
  await state.running;
}

/**
 * For doors: what a request puts in the queue is done when it has been answered and `first` has settled. Where processes stay,
 * nothing holds on to a request that is answered: in a flood that is thousands of them, until what they say is applied.
 * @param atDoor `wantedSoFar()` when the request came, where this is called later than at its start
 */
export function workAfterwards(first: Promise<void> = Promise.resolve(), atDoor: number = wantedSoFar()): void {
  if (env().WORKERS !== "requests") return;
  try {
    after(() => first.then(() => workIfWanted(atDoor)));
  } catch {
    // Not within a request of Next's, as in a test: the cron route does it.
  }
}
