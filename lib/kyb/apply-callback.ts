/** What a verified callback changes (contract section 10, "Never trust order"). */
import type { Tx } from "@/db/client";
import { type OwnApplication, updateApplication } from "@/db/queries/applications";
import { findEntity, isOtherBusinessKnown, type StoredEntity, upsertEntity } from "@/db/queries/kyb";
import type { CallbackEvent } from "../doku/callback";
import type { EntityState } from "../domain/sections";
import { findUnansweredSubmission, recordRegistration } from "../onboarding/finish-submission";

export type Applied = {
  outcome: "applied" | "ignored" | "not_understood";
  /** Why it changed nothing, in our own words; null when it was applied. */
  why: string | null;
  /** Whether Get business data should decide. */
  read: boolean;
};

const ignored = (why: string, read = true): Applied => ({ outcome: "ignored", why, read });

/** Why this callback must not change the entity, or null when it may. */
export function reasonToIgnore(
  current: Pick<StoredEntity, "state" | "dokuTime"> | null,
  incoming: { state: EntityState; dokuTime: Date | null },
): string | null {
  if (!current) return null;
  // Without a time nothing proves that it is newer, so it may not undo an approval.
  if (!incoming.dokuTime) return current.state === "approved" && incoming.state !== "approved" ? "no_time" : null;
  if (!current.dokuTime) return null;
  if (incoming.dokuTime < current.dokuTime) return "older";
  if (incoming.dokuTime.getTime() === current.dokuTime.getTime()) {
    return incoming.state === current.state ? "same" : "same_time";
  }
  return null;
}

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

/** Applies it inside the caller's transaction, which holds the application's lock. */
export async function applyCallback(tx: Tx, application: OwnApplication, event: CallbackEvent): Promise<Applied> {
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

  const current = await findEntity(tx, application.id, event.type, event.entityId);
  const why = reasonToIgnore(current, { state: event.state, dokuTime: event.dokuTime });
  if (why) return ignored(why, why !== "same");
  await upsertEntity(tx, application.id, {
    type: event.type,
    entityId: event.entityId,
    name: null,
    state: event.state,
    rawStatus: event.rawStatus ?? "",
    notes: event.notes,
    dokuTime: event.dokuTime ?? current?.dokuTime ?? null,
  });
  return { outcome: "applied", why: null, read: true };
}
