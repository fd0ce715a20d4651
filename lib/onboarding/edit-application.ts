import type { Db, Tx } from "@/db/client";
import { type OwnApplication, updateApplication } from "@/db/queries/applications";
import type { CaseActor, MerchantActor } from "../domain/actor";
import { isEditable } from "../domain/applications";
import { isBrandSuspended } from "../domain/sections";
import { conflict, notFound } from "../errors";
import { planReminders } from "../kyb/plan-reminders";
import { changeApplication } from "../live/change-application";
import { type Opened, readOpened } from "./opened-sections";

/**
 * Changes the merchant's own application while it is still the merchant's to change; the first change makes it a draft.
 * Filling in is no news to the staff's lists; what changes where it stands, its name or its kind is, by itself.
 * @throws AppError not_found for somebody else's application · conflict "notEditable" once it is on its way to DOKU
 */
export async function editApplication<T>(
  actor: MerchantActor,
  change: (tx: Tx, application: OwnApplication) => Promise<T>,
): Promise<T> {
  const edit = async (tx: Tx, application: OwnApplication) => {
    if (application.ownerId !== actor.userId) throw notFound();
    if (!isEditable(application.state)) throw conflict("notEditable");
    if (application.state === "invited") await updateApplication(tx, application.id, { state: "draft" });
    await planReminders(tx, application.id);
    return await change(tx, application);
  };
  return await changeApplication(actor.applicationId, edit, { isNews: false });
}

/**
 * A merchant acts on its own application. Staff act for any merchant that is at DOKU, once their door has let them.
 * @throws AppError not_found for somebody else's
 */
export function requireOwn(actor: CaseActor, { ownerId }: Pick<OwnApplication, "ownerId">): void {
  if (actor.kind === "merchant" && ownerId !== actor.userId) throw notFound();
}

/** Why nothing of a registered business may be edited: it is being sent, suspended, or simply approved or in review. */
function lockedBecause({ isSending, entities }: Opened): string {
  if (isSending) return "correctionOnItsWay";
  return isBrandSuspended(entities) ? "suspended" : "sectionLocked";
}

/**
 * The same, and also once the business is at DOKU, as far as a section is open again. `opened` is null while it is a
 * draft; otherwise the change must keep to what is open. Staff have no business in a draft. `isNews` as `changeApplication`:
 * false for typing.
 * @throws AppError not_found · conflict "notEditable", "sectionLocked", "suspended", "correctionOnItsWay"
 */
export async function editOpen<T>(
  actor: CaseActor,
  change: (tx: Tx, application: OwnApplication, opened: Opened | null) => Promise<T>,
  { isNews = true }: { isNews?: boolean } = {},
): Promise<T> {
  const edit = async (tx: Tx, application: OwnApplication) => {
    requireOwn(actor, application);
    if (actor.kind === "merchant") await planReminders(tx, application.id);
    if (!isEditable(application.state)) return await change(tx, application, await requireOpened(tx, application));
    if (actor.kind === "staff") throw conflict("notEditable");
    if (application.state === "invited") await updateApplication(tx, application.id, { state: "draft" });
    return await change(tx, application, null);
  };
  return await changeApplication(actor.applicationId, edit, { isNews });
}

/**
 * What is open, for verbs that only make sense then.
 * @throws AppError conflict, as `editOpen`
 */
export async function requireOpened(db: Db, application: OwnApplication): Promise<Opened> {
  const opened = await readOpened(db, application);
  if (!opened) throw conflict("notEditable");
  if (opened.open.length === 0) throw conflict(lockedBecause(opened));
  return opened;
}
