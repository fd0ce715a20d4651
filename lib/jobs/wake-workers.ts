/** One look at all queues wakes the workers of those where work is due, instead of each worker asking for itself. */
import { setTimeout as delay } from "node:timers/promises";
import type { ExecuteSql } from "@/db/client";
import { errorKind, log } from "../log";

/** Who waits for a mail to sign in with waits for this too. */
const lookEveryMs = 250;

const due = "select distinct name from pgboss.job where state < 'active' and start_after < now()";

/**
 * Looks until it is stopped. A database that is away for a moment stops nothing.
 * @param wake is called with the name of each queue that has work for now
 * @returns what ends it
 */
export function lookForWork(executeSql: ExecuteSql, wake: (queue: string) => void): () => void {
  const stopped = new AbortController();
  const { signal } = stopped;
  async function look(): Promise<void> {
    try {
      const { rows } = await executeSql(due);
      for (const { name } of rows as { name: string }[]) wake(name);
    } catch (error) {
      // A look may still be under way when the database is closed.
      if (!signal.aborted) log.warn("jobs.error", { error: errorKind(error) });
    }
  }
  async function lookAgainAndAgain(): Promise<void> {
    while (!signal.aborted) {
      await look();
      await delay(lookEveryMs, undefined, { signal }).catch(() => {});
    }
  }
  void lookAgainAndAgain();
  return () => stopped.abort();
}
