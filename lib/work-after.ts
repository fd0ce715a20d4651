/** Where no process stays (WORKERS=requests): work is done once the request that wanted it is answered. */
import { after } from "next/server";
import { env } from "./env";
import { wantedSoFar } from "./jobs/queue";
import { errorKind, log } from "./log";

/** Somebody's request keeps its function for so long; what is left is done by the next one, or by the cron route. */
const budgetMs = 25_000;

/** `asked`: how often somebody wanted work done; `served`: up to which of them it was. */
type State = { asked: number; served: number; running: Promise<void> | null };
const shared = globalThis as typeof globalThis & { sambutAfter?: State };

async function drain(state: State): Promise<void> {
  const untilMs = Date.now() + budgetMs;
  try {
    // Loaded here, so that a page does not carry all of the work with it.
    const { doDueWork } = await import("./work");
    while (state.served < state.asked && Date.now() < untilMs) {
      // What is asked for from now on may be too late for this round.
      const { asked } = state;
      const { isTimeUp } = await doDueWork(untilMs);
      if (isTimeUp) return;
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
export async function workIfWanted(atDoor: number): Promise<void> {
  if (env().WORKERS !== "requests") return;
  // The start of the process may have wanted something.
  shared.sambutAfter ??= { asked: Math.min(1, wantedSoFar()), served: 0, running: null };
  const state = shared.sambutAfter;
  if (wantedSoFar() > atDoor) state.asked += 1;
  if (!state.running && state.served >= state.asked) return;
  state.running ??= drain(state);
  await state.running;
}

/** For doors, at the start of a request: what it puts in the queue is done when it has been answered. */
export function workAfterwards(): void {
  if (env().WORKERS !== "requests") return;
  const atDoor = wantedSoFar();
  try {
    after(() => workIfWanted(atDoor));
  } catch {
    // Not within a request of Next's, as in a test: the cron route does it.
  }
}
