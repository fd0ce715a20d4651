/** Brings a database to the schema that this version needs. Safe to call from several processes at once. */
import { join } from "node:path";
import type { MigrationConfig } from "drizzle-orm/migrator";
import { migrate as migratePg } from "drizzle-orm/node-postgres/migrator";
import { migrate as migratePglite } from "drizzle-orm/pglite/migrator";
import { migrate as migrateVercel } from "drizzle-orm/vercel-postgres/migrator";
import type { Database } from "./client";
import { oneAtATime } from "./one-at-a-time";
import { codeOf, rootCause, untilDatabaseAnswers } from "./reach";

const migrators = { pglite: migratePglite, pg: migratePg, vercel: migrateVercel } as const;

/** What PostgreSQL says of the schema is worth reading; what it says of rows may quote them. */
function causeText(error: unknown): string {
  const cause = rootCause(error);
  const code = codeOf(error);
  if (!code) return cause instanceof Error ? cause.name : "unknown";
  return code.startsWith("42") && cause instanceof Error ? `${code}, ${cause.message}` : code;
}

/**
 * Applies the generated migrations in order, all that are missing or none. A database that has more of them, because a
 * newer version runs beside this one, is left as it is. On a server, one process at a time.
 * @throws Error with one sentence that says what to do, when the database does not answer or a migration fails
 */
export async function migrateDatabase(
  database: Database,
  migrationsFolder = join(process.cwd(), "db/migrations"),
): Promise<void> {
  const config: MigrationConfig = { migrationsFolder };
  const run = migrators[database.kind] as (db: Database["db"], config: MigrationConfig) => Promise<void>;
  if (database.kind !== "pglite") await untilDatabaseAnswers(database);
  try {
    await oneAtATime(database, "migrations", () => run(database.db, config));
  } catch (error) {
    throw new Error(
      `The database could not be brought to this version's schema (${causeText(error)}) and is as it was before: start the version that ran until now, which still fits, and mend what stands in brackets or report it.`,
    );
  }
}
