/** The log of calls to DOKU grows with every reading of every merchant: old readings are forgotten. */
import { database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { deleteDokuCallsBefore } from "@/db/queries/kyb";
import type { Endpoint } from "../doku/request";
import { env } from "../env";
import { log } from "../log";

const dayMs = 24 * 3_600_000;
/** Small enough that nobody waits for a portion. The first sweep is waited for at the start, so the rest is soon left to the next. */
const portion = 5_000;
const patienceMs = 2_000;
/** What only asks. What was sent to DOKU, and its words about that, are the history of a case and stay. */
const asking = ["get-business", "check-requirements", "search-address", "issue-token"] as const satisfies Endpoint[];

/** The sweep: removes readings that are older than `DOKU_CALLS_DAYS`. Safe in several processes at once. */
export async function forgetCalls(at?: Date): Promise<void> {
  const { db } = await database();
  const now = at ?? (await sharedNow(db));
  const before = new Date(now.getTime() - env().DOKU_CALLS_DAYS * dayMs);
  const until = performance.now() + patienceMs;
  let forgotten = 0;
  for (const endpoint of asking) {
    let count = portion;
    while (count === portion && performance.now() < until) {
      count = await deleteDokuCallsBefore(db, endpoint, before, portion);
      forgotten += count;
    }
  }
  if (forgotten > 0) log.info("doku.calls-forgotten", { forgotten });
}
