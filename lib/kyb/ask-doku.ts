/** "Ask DOKU now": a reading on demand, by the merchant or by staff. */

import { type Db, database } from "@/db/client";
import { findApplicationUnscoped } from "@/db/queries/applications";
import { emitAudit } from "../audit/emit";
import { seeMerchant } from "../desk/see-merchant";
import type { MerchantActor, StaffActor } from "../domain/actor";
import { conflict, notFound } from "../errors";
import { enqueue } from "../jobs/queue";

/** Whoever keeps pressing causes one reading in each stretch of this time. */
const everySeconds = 10;

/**
 * Queues a reading now. Pressed again within ten seconds it queues one more for after them, because the first may have
 * been made before what is asked about. Who of the staff asked is in the merchant's trail.
 * @throws AppError not_found · conflict "notAtDoku" before the business is registered
 */
export async function askDoku({
  actor,
  input: { applicationId },
}: {
  actor: MerchantActor | StaffActor;
  input: { applicationId: string };
}): Promise<void> {
  const { db } = await database();
  const application = await findApplicationUnscoped(db, applicationId);
  if (!application) throw notFound();
  if (!application.dokuBusinessId) throw conflict("notAtDoku");
  const options = { singletonKey: `asked ${applicationId}`, singletonSeconds: everySeconds, singletonNextSlot: true };
  const ask = (on: Db) => enqueue(on, "read-business", { applicationId, reason: "asked" }, options);
  if (actor.kind === "merchant") return await ask(db);
  await seeMerchant(applicationId, async (tx) => {
    await ask(tx);
    await emitAudit(tx, { applicationId, actor, action: "case.asked" });
  });
}
