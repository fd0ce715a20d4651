/** What processes that start at the same moment may only do one after the other. */
import { sql } from "drizzle-orm";
import type { Database } from "./client";

/** Any fixed numbers: they name our locks among PostgreSQL's advisory locks. */
const startLocks = { migrations: 7_226_288, queues: 7_226_289 } as const;

/**
 * Runs it while no other process runs what has the same lock. The lock is held by a transaction of its own, whatever connections
 * `run` uses, goes with it when the process dies, and is waited for as long as it takes. The embedded database has no other process.
 * @throws whatever `run` and the database throw
 */
export async function oneAtATime<T>(
  { kind, db, unlimited }: Pick<Database, "kind" | "db" | "unlimited">,
  lock: keyof typeof startLocks,
  run: () => Promise<T>,
): Promise<T> {
  if (kind === "pglite") return await run();
  return await unlimited(() =>
    db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${startLocks[lock]})`);
      return await run();
    }),
  );
}
