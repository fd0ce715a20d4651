import { database } from "@/db/client";
import { forgetWeeksWithNote } from "@/db/queries/insight";
import { setMapping } from "@/db/queries/reasons";
import type { StaffActor } from "../domain/actor";
import type { ReasonCode } from "../domain/reasons";
import { notFound } from "../errors";

/**
 * Puts a note of DOKU's under an entry of the catalogue, for every merchant who gets it; null takes it back.
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
    const isMapped = await setMapping(tx, fingerprint, { reason, mappedBy: actor.userId, mappedAt: new Date() });
    if (!isMapped) throw notFound();
    await forgetWeeksWithNote(tx, fingerprint);
  });
}
