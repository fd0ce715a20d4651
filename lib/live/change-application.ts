/** The one way to change an application: lock, change, raise the revision, commit, tell who is looking. */
import { database, type Tx } from "@/db/client";
import { lockApplicationUnscoped, type OwnApplication, updateApplication } from "@/db/queries/applications";
import { notFound } from "../errors";
import { announceChange } from "./changes";

/**
 * Runs `change` in a transaction that holds the application's row lock. The lock serialises the writers of one
 * application, which is what keeps its audit chain and its states in order.
 * `isNews` false: lists do not move it up, though open pages render again.
 * @throws AppError not_found when there is no such application
 */
export async function changeApplication<T>(
  applicationId: string,
  change: (tx: Tx, application: OwnApplication) => Promise<T>,
  { isNews = true }: { isNews?: boolean } = {},
): Promise<T> {
  const { db } = await database();
  const result = await db.transaction(async (tx) => {
    const application = await lockApplicationUnscoped(tx, applicationId);
    if (!application) throw notFound();
    const changed = await change(tx, application);
    await updateApplication(tx, applicationId, {}, isNews);
    return changed;
  });
  announceChange(applicationId);
  return result;
}
