/** The merchant asks to change data that DOKU has approved (contract section 10). */
import type { Tx } from "@/db/client";
import type { OwnApplication } from "@/db/queries/applications";
import { insertChange, listChangesIn, updateChange } from "@/db/queries/changes";
import { listEntities } from "@/db/queries/kyb";
import { findLatestSubmission } from "@/db/queries/submissions";
import { emitAudit } from "../audit/emit";
import type { MerchantActor } from "../domain/actor";
import { isUnderWay } from "../domain/applications";
import type { ChangeableType } from "../domain/changes";
import { isBrandSuspended, worstState } from "../domain/sections";
import { conflict, notFound } from "../errors";
import { changeApplication } from "../live/change-application";

/**
 * Puts the wish before the staff. Asked twice, it stays one request.
 * @throws AppError conflict "changeNotApproved" while the section is not approved (a refused one is open anyway),
 * "changeAsked" when one is open already, "suspended" · not_found
 */
export async function askChange({
  actor,
  input: { type, reason },
}: {
  actor: MerchantActor;
  input: { type: ChangeableType; reason: string };
}): Promise<{ changeId: string }> {
  return await changeApplication(actor.applicationId, async (tx, application) => {
    if (application.ownerId !== actor.userId) throw notFound();
    // A merchant whom DOKU invited changes its data there.
    if (application.way === "lite") throw conflict("changeNotApproved");
    const entities = await listEntities(tx, application.id);
    if (isBrandSuspended(entities)) throw conflict("suspended");
    const own = entities.filter((entity) => entity.type === type);
    if (worstState(own.map(({ state }) => state)) !== "approved") throw conflict("changeNotApproved");
    const open = await listChangesIn(tx, application.id, ["asked", "approved"]);
    if (open.some((change) => change.type === type)) throw conflict("changeAsked");
    const changeId = await insertChange(tx, { applicationId: application.id, type, reason });
    await emitAudit(tx, { applicationId: application.id, actor, action: "change.asked", detail: { type, changeId } });
    return { changeId };
  });
}

/** A correction that carries the change out is on its way to DOKU, or stopped on its way and with the staff. */
async function isOnItsWay(tx: Tx, application: OwnApplication, changeId: string): Promise<boolean> {
  const latest = await findLatestSubmission(tx, application.id);
  const isOut = application.state !== "submitted" || (latest !== null && isUnderWay(latest.stage));
  return isOut && (latest?.target?.changeIds.includes(changeId) ?? false);
}

/**
 * Takes the wish back, also one that was granted and not sent yet: the section is locked again.
 * @throws AppError not_found for somebody else's · conflict "changeDecided" when there is nothing to take back,
 * "correctionOnItsWay" when DOKU may have it already
 */
export async function withdrawChange({
  actor,
  input: { changeId },
}: {
  actor: MerchantActor;
  input: { changeId: string };
}): Promise<void> {
  await changeApplication(actor.applicationId, async (tx, application) => {
    if (application.ownerId !== actor.userId) throw notFound();
    const open = await listChangesIn(tx, application.id, ["asked", "approved"]);
    const change = open.find(({ id }) => id === changeId);
    if (!change) throw conflict("changeDecided");
    if (await isOnItsWay(tx, application, changeId)) throw conflict("correctionOnItsWay");
    await updateChange(tx, changeId, { state: "withdrawn" });
    const detail = { type: change.type, changeId };
    await emitAudit(tx, { applicationId: application.id, actor, action: "change.withdrawn", detail });
  });
}
