/** The log of calls to DOKU grows with every reading of every merchant: what is old is forgotten. */
import { database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { deleteDokuCallsBefore } from "@/db/queries/kyb";
import { env } from "../env";
import { log } from "../log";

const dayMs = 24 * 3_600_000;
/** Small enough that nobody waits for a portion; after a while the rest is left to the next sweep. */
const portion = 5_000;
const patienceMs = 20_000;

/** The sweep: removes calls that are older than `DOKU_CALLS_DAYS`. Safe in several processes at once. */
export async function forgetCalls(at?: Date): Promise<void> {
  const { db } = await database();
  const now = at ?? (await sharedNow(db));
  const before = new Date(now.getTime() - env().DOKU_CALLS_DAYS * dayMs);
  const until = performance.now() + patienceMs;
  let forgotten = 0;
  for (;;) {
    const count = await deleteDokuCallsBefore(db, before, portion);
    forgotten += count;
    if (count < portion || performance.now() >= until) break;
  }
  if (forgotten > 0) log.info("doku.calls-forgotten", { forgotten });
}
