/** Brings a database to the schema that this version needs. Safe to call from several processes at once. */
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { MigrationConfig } from "drizzle-orm/migrator";
import { migrate as migratePg } from "drizzle-orm/node-postgres/migrator";
import { migrate as migratePglite } from "drizzle-orm/pglite/migrator";
import { migrate as migrateVercel } from "drizzle-orm/vercel-postgres/migrator";
import type { Database } from "./client";

/** Any fixed number: it names our lock among PostgreSQL's advisory locks. */
const migrationLock = 7_226_288;

const migrators = { pglite: migratePglite, pg: migratePg, vercel: migrateVercel } as const;

/**
 * Applies the generated migrations in order. On a server, one process at a time: the advisory lock is held by a
 * transaction of its own while the migrator works on another connection.
 */
export async function migrateDatabase(database: Database): Promise<void> {
  const config: MigrationConfig = { migrationsFolder: join(process.cwd(), "db/migrations") };
  const run = migrators[database.kind] as (db: Database["db"], config: MigrationConfig) => Promise<void>;
  if (database.kind === "pglite") return await run(database.db, config);
  await database.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${migrationLock})`);
    await run(database.db, config);
  });
}
