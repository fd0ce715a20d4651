/** How the PostgreSQL of a benchmark is set up (scripts/postgres-server starts it). */
import { totalmem } from "node:os";

/** A quarter of the memory, as PostgreSQL's manual advises for a server of its own. */
export function ownServer(): string[] {
  const quarter = Math.round(Math.min(totalmem() / 4, 4 * 2 ** 30) / 2 ** 20);
  return [
    `shared_buffers=${quarter}MB`,
    "random_page_cost=1.1",
    "max_wal_size=8GB",
    "maintenance_work_mem=512MB",
    "shared_preload_libraries=pg_stat_statements",
  ];
}
