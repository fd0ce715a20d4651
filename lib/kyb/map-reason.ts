import { database } from "@/db/client";
import { forgetWeeksWithNote } from "@/db/queries/insight";
import { setMapping } from "@/db/queries/reasons";
import { emitStaffAudit } from "../audit/emit";
import { unmappedReason } from "../desk/queue-up-again";
import type { StaffActor } from "../domain/actor";
import type { ReasonCode } from "../domain/reasons";
import { notFound } from "../errors";
import { enqueue } from "../jobs/queue";

/**
 * Puts a note of DOKU's under an entry of the catalogue, for every merchant who gets it; null takes it back. Merchants
 * with that note are put in their place in the queue in the background.
 * @throws AppError not_found for a fingerprint that no note had
 */
export async function mapReason({
  actor,
  input: { fingerprint, reason },
}: {
  actor: StaffActor;
  input: { fingerprint: string; reason: ReasonCode | null };
}): Promise<void> {
  const { db } = await database();
  await db.transaction(async (tx) => {
    const before = await setMapping(tx, fingerprint, { reason, mappedBy: actor.userId, mappedAt: new Date() });
    if (before === undefined) throw notFound();
    await forgetWeeksWithNote(tx, fingerprint);
    await emitStaffAudit(tx, { actor, action: "reason.mapped", detail: { fingerprint, reason, before } });
    await enqueue(tx, "queue-up-again", { reason: before ?? unmappedReason });
  });
}
