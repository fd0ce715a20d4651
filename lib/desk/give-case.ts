/** Puts a case into somebody's hands inside another change: of a person's who assigns it, or of what brought it into the queue. */
import type { Tx } from "@/db/client";
import { type OwnApplication, updateApplication } from "@/db/queries/applications";
import { findPartnerSettings } from "@/db/queries/partner";
import { type Colleague, countOpenCases, listColleagues, lockAssignment } from "@/db/queries/staff";
import { emitAudit } from "../audit/emit";
import type { Actor } from "../domain/actor";
import { readPartnerSettings } from "../domain/partner-settings";
import { mayDo } from "../domain/permissions";

/** Whoever can do something about a case can have one. */
export const canHaveCases = ({ staffRole }: Pick<Colleague, "staffRole">) => mayDo(staffRole, "case.return");

/** Writes down who has it, null for nobody; without a difference nothing is written. The caller holds the lock. */
export async function giveCase(
  tx: Tx,
  application: Pick<OwnApplication, "id" | "assigneeId">,
  actor: Actor,
  assigneeId: string | null,
): Promise<void> {
  if (application.assigneeId === assigneeId) return;
  await updateApplication(tx, application.id, { assigneeId });
  await emitAudit(tx, {
    applicationId: application.id,
    actor,
    action: assigneeId === null ? "case.unassigned" : "case.assigned",
    detail: { assigneeId, previousId: application.assigneeId },
  });
}

/**
 * The member with the fewest merchants in the queue who is not away; of several the one who joined first. Null when
 * there is nobody. The choice is serialised until the transaction ends.
 */
export async function leastLoaded(tx: Tx): Promise<string | null> {
  await lockAssignment(tx);
  const able = (await listColleagues(tx)).filter((one) => canHaveCases(one) && one.awayAt === null);
  const cases = await countOpenCases(tx);
  const load = ({ id }: Colleague) => cases.get(id) ?? 0;
  const [first] = able.sort((one, other) => load(one) - load(other));
  return first?.id ?? null;
}

/** For what has just come into the queue: gives it to the least loaded, where the partner has set that and nobody has it. */
export async function giveToLeastLoaded(tx: Tx, application: Pick<OwnApplication, "id" | "assigneeId">): Promise<void> {
  if (application.assigneeId !== null) return;
  const settings = readPartnerSettings((await findPartnerSettings(tx))?.values ?? {});
  if (!settings.autoAssign) return;
  const assigneeId = await leastLoaded(tx);
  if (assigneeId) await giveCase(tx, application, { kind: "system" }, assigneeId);
}
