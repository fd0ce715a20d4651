/** What a verified callback changes (contract section 10, "Never trust order"). */
import type { Tx } from "@/db/client";
import { type OwnApplication, updateApplication } from "@/db/queries/applications";
import { settleDrifts } from "@/db/queries/drifts";
import { findEntity, isOtherBusinessKnown, listEntities, type StoredEntity, upsertEntity } from "@/db/queries/kyb";
import type { CallbackEvent } from "../doku/callback";
import { findUnansweredSubmission, recordRegistration } from "../onboarding/finish-submission";
import { reasonToIgnore, reasonToIgnoreStranger } from "./order";
import { settle } from "./settle";

export type Applied = {
  outcome: "applied" | "ignored" | "not_understood";
  /** Why it changed nothing, in our own words; null when it was applied. */
  why: string | null;
  /** Whether Get business data should decide. */
  read: boolean;
};

const ignored = (why: string, read = true): Applied => ({ outcome: "ignored", why, read });

/** A callback on our own token that names a business proves the registration, if its answer is still missing. */
async function adoptBusiness(tx: Tx, application: OwnApplication, event: CallbackEvent): Promise<boolean> {
  const submissionId = await findUnansweredSubmission(tx, application.id);
  if (!submissionId || !event.businessId) return false;
  await recordRegistration(tx, {
    applicationId: application.id,
    submissionId,
    businessId: event.businessId,
    brandId: event.brandId,
    sharedKey: null,
    provenBy: "callback",
  });
  return true;
}

/** Only once a reading has told what there is: before it, any order of callbacks makes the picture. */
async function reasonAgainstStranger(
  tx: Tx,
  { id, confirmedAt }: OwnApplication,
  { type, state, dokuTime }: CallbackEvent,
) {
  if (!confirmedAt || !state) return null;
  const kin = (await listEntities(tx, id)).filter((entity) => entity.type === type);
  return reasonToIgnoreStranger(kin, { state, dokuTime });
}

/**
 * What was heard earlier and is applied only now must not undo what came since; where DOKU's clock cannot tell, the reading
 * decides.
 */
function isOvertaken(held: StoredEntity, { dokuTime }: CallbackEvent, heardAt: Date): boolean {
  return !dokuTime || (!held.dokuTime && held.changedAt > heardAt);
}

/**
 * Applies it inside the caller's transaction, which holds the application's lock.
 * @param heardAt for a stored callback that is applied late or anew: when it was received
 * @param isSettled false: the caller brings in line what follows (lib/kyb/settle), for several callbacks at once
 */
export async function applyCallback(
  tx: Tx,
  application: OwnApplication,
  event: CallbackEvent,
  heardAt?: Date,
  isSettled = true,
): Promise<Applied> {
  const { businessId } = event;
  if (businessId && application.dokuBusinessId && businessId !== application.dokuBusinessId) {
    return ignored("other_business", false);
  }
  if (businessId && (await isOtherBusinessKnown(tx, application.id, businessId))) {
    return ignored("other_business", false);
  }
  if (!application.dokuBusinessId && !(await adoptBusiness(tx, application, event))) {
    return ignored("not_registered", false);
  }
  if (event.brandId && businessId && !application.dokuBrandId) {
    // The answer may not have named the brand, and readings need its id.
    await updateApplication(tx, application.id, { dokuBrandId: event.brandId });
  }
  if (!event.type) return { outcome: "not_understood", why: "unknown_type", read: true };
  if (!event.state) return { outcome: "not_understood", why: "unknown_status", read: true };
  if (!event.entityId) return ignored("no_entity");

  const { type, entityId, state, dokuTime } = event;
  await settleDrifts(tx, application.id, { type, entityId, state }, heardAt ?? new Date());
  const current = await findEntity(tx, application.id, type, entityId);
  if (heardAt && current && isOvertaken(current, event, heardAt)) return ignored("no_time");
  const why = current
    ? reasonToIgnore(current, { state, dokuTime })
    : await reasonAgainstStranger(tx, application, event);
  if (why) return ignored(why, why !== "same");
  await upsertEntity(
    tx,
    application.id,
    {
      type,
      entityId,
      name: null,
      state,
      rawStatus: event.rawStatus ?? "",
      notes: event.notes,
      dokuTime: dokuTime ?? current?.dokuTime ?? null,
    },
    current,
  );
  if (isSettled) await settle(tx, application.id);
  return { outcome: "applied", why: null, read: true };
}
