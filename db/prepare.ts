/** What comes before anything else is asked of a database, in this order. */
import type { Database } from "./client";
import { openKeys, requireKeys } from "./data-keys";
import { migrateDatabase } from "./migrate";
import { untilDatabaseAnswers } from "./reach";

/**
 * Brings the database to this version's schema and opens its data keys; with a wrong ENCRYPTION_KEY nothing is written. Safe to
 * call from several processes at once.
 * @throws Error with one sentence that says what to do
 */
export async function prepareDatabase(database: Database): Promise<void> {
  if (database.kind !== "pglite") await untilDatabaseAnswers(database);
  await requireKeys(database);
  await migrateDatabase(database);
  await openKeys(database);
}
