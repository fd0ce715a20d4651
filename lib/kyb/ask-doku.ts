/** "Ask DOKU now": a reading on demand, by the merchant or by staff. */

import { database } from "@/db/client";
import { findApplicationUnscoped } from "@/db/queries/applications";
import { conflict, notFound } from "../errors";
import { enqueue } from "../jobs/queue";

/** Whoever keeps pressing causes one reading in each stretch of this time. */
const everySeconds = 10;

/**
 * Queues a reading now. Pressed again within ten seconds it queues one more for after them, because the first may have
 * been made before what is asked about.
 * @throws AppError not_found · conflict "notAtDoku" before the business is registered
 */
export async function askDoku({ applicationId }: { applicationId: string }): Promise<void> {
  const { db } = await database();
  const application = await findApplicationUnscoped(db, applicationId);
  if (!application) throw notFound();
  if (!application.dokuBusinessId) throw conflict("notAtDoku");
  const options = { singletonKey: `asked ${applicationId}`, singletonSeconds: everySeconds, singletonNextSlot: true };
  await enqueue(db, "read-business", { applicationId, reason: "asked" }, options);
}
