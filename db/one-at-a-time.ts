/** What processes that start at the same moment may only do one after the other. */
import { sql } from "drizzle-orm";
import type { Database } from "./client";

/** Any fixed numbers: they name our locks among PostgreSQL's advisory locks. */
const startLocks = { migrations: 7_226_288, queues: 7_226_289 } as const;

/**
 * Runs it while no other process runs what has the same lock. The lock is held by a transaction of its own, whatever connections
 * `run` uses, goes with it when the process dies, and is waited for as long as it takes, whatever limits the server has: it waits, and
 * then it idles until `run` is done. The embedded database has no other process.
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
      // Asked for by name, because servers of before version 17 do not know the last one.
      await tx.execute(
        sql`select set_config(name, '0', true) from pg_settings where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')`,
      );
      await tx.execute(sql`select pg_advisory_xact_lock(${startLocks[lock]})`);
      return await run();
    }),
  );
}
