/** Brings a database to the schema that this version needs. Safe to call from several processes at once. */
import { join } from "node:path";
import type { MigrationConfig } from "drizzle-orm/migrator";
import { migrate as migratePg } from "drizzle-orm/node-postgres/migrator";
import { migrate as migratePglite } from "drizzle-orm/pglite/migrator";
import { migrate as migrateVercel } from "drizzle-orm/vercel-postgres/migrator";
import type { Database } from "./client";
import { oneAtATime } from "./one-at-a-time";
import { isUnreachable } from "./passing";
import { codeOf, rootCause, untilDatabaseAnswers } from "./reach";

const migrators = { pglite: migratePglite, pg: migratePg, vercel: migrateVercel } as const;

/** What PostgreSQL says of the schema is worth reading; what it says of rows may quote them. */
function causeText(error: unknown): string {
  const cause = rootCause(error);
  const code = codeOf(error);
  if (!code && isUnreachable(error)) return "connection lost";
  if (!code) return cause instanceof Error ? cause.name : "unknown";
  return code.startsWith("42") && cause instanceof Error ? `${code}, ${cause.message}` : code;
}

/** What to do when the migrations themselves went wrong; each is applied whole or not at all. */
function runFailure({ place }: Database, error: unknown): Error {
  if (isUnreachable(error)) {
    return new Error(
      `The database at ${place} went away (${causeText(error)}) while it was brought to this version's schema. Nothing is half done: start again once it answers.`,
    );
  }
  return new Error(
    `The database could not be brought to this version's schema (${causeText(error)}) and is as it was before: start the version that ran until now, which still fits, and mend what stands in brackets or report it.`,
  );
}

/** What to do when it did not come to them: the lock that lets one process at a time could not be had. */
const turnFailure = ({ place }: Database, error: unknown) =>
  new Error(
    `The database at ${place} did not give this process its turn to look after the schema (${causeText(error)}); nothing was changed. Look whether it answers, and start again.`,
  );

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
  let failure = null as Error | null;
  let isDone = false;
  try {
    await oneAtATime(database, "migrations", async () => {
      await run(database.db, config).catch((error: unknown) => {
        failure = runFailure(database, error);
        throw error;
      });
      isDone = true;
    });
  } catch (error) {
    // Only the turn could not be given back; it ended with its connection.
    if (isDone) return;
    throw failure ?? turnFailure(database, error);
  }
}
