/** The one way to change an application: lock, change, raise the revision, commit, tell who is looking. */
import { database, type Tx } from "@/db/client";
import { lockApplicationUnscoped, type OwnApplication, updateApplication } from "@/db/queries/applications";
import { writeMerchantWords } from "@/db/queries/search";
import { insertStanding } from "@/db/queries/standing";
import { giveToLeastLoaded } from "../desk/give-case";
import { queueUp } from "../desk/queue-up";
import { conflict, notFound } from "../errors";
import { planReminders } from "../kyb/plan-reminders";
import { announceChange } from "./changes";

const isNamedAnew = (before: OwnApplication, after: OwnApplication) =>
  before.businessName !== after.businessName || before.brandName !== after.brandName;

/**
 * Runs `change` in a transaction that holds the application's row lock. The lock serialises the writers of one
 * application, which is what keeps its audit chain and its states in order. What follows from the change is written with
 * it: where it stands since when, its reminders, the words it is found by, and its place in the queue of the desk.
 * `isNews` false: lists do not move it up and no decision of staff depends on it, though open pages render again.
 * @throws AppError not_found when there is no such application · conflict "erase.erased" when what it was is erased
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
    if (application.state === "closed") throw conflict("erase.erased");
    const changed = await change(tx, application);
    const after = await updateApplication(tx, applicationId, {}, isNews);
    if (after.standing !== application.standing) {
      await insertStanding(tx, applicationId, after.standing, new Date());
      await planReminders(tx, applicationId);
    }
    if (isNamedAnew(application, after)) await writeMerchantWords(tx, applicationId, after);
    const { hasEntered } = await queueUp(tx, after);
    if (hasEntered) await giveToLeastLoaded(tx, after);
    return changed;
  });
  announceChange(applicationId);
  return result;
}
