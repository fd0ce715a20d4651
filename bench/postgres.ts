/** How the PostgreSQL of a benchmark is set up (scripts/postgres-server starts it). */
import { totalmem } from "node:os";
import type { Client } from "pg";

/** A quarter of the memory, as PostgreSQL's manual advises for a server of its own. */
export function ownServer(): string[] {
  const quarter = Math.round(Math.min(totalmem() / 4, 4 * 2 ** 30) / 2 ** 20);
  return [
    `shared_buffers=${quarter}MB`,
    "random_page_cost=1.1",
    "max_wal_size=8GB",
    "min_wal_size=4GB",
    "maintenance_work_mem=512MB",
    "shared_preload_libraries=pg_stat_statements",
  ];
}

/**
 * Makes it like a server that has run for a while, whose log of changes is written over old files. In a new one each full file
 * (16 MB) is followed by one that has to be filled with zeros first, and whoever commits waits for that, some 50 ms.
 */
export async function asAfterAWhile(client: Client): Promise<void> {
  await client.query(
    "create table filler as select repeat(md5(i::text), 60) as text from generate_series(1, 1000000) as i",
  );
  await client.query("drop table filler");
  await client.query("checkpoint");
}
