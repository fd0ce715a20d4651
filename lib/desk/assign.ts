/** Who has a case: oneself, another, nobody, or by itself whoever has the fewest. */
import type { Tx } from "@/db/client";
import { type OwnApplication, updateApplication } from "@/db/queries/applications";
import { type Colleague, countOpenCases, listColleagues, lockAssignment } from "@/db/queries/staff";
import { emitAudit } from "../audit/emit";
import type { Actor, StaffActor } from "../domain/actor";
import { mayDo } from "../domain/permissions";
import { conflict } from "../errors";
import { changeApplication } from "../live/change-application";
import { requireUnchanged } from "./require-unchanged";

/** Whoever can do something about a case can have one. */
const canHave = ({ staffRole }: Pick<Colleague, "staffRole">) => mayDo(staffRole, "case.return");

async function give(tx: Tx, application: OwnApplication, actor: Actor, assigneeId: string | null): Promise<void> {
  if (application.assigneeId === assigneeId) return;
  await updateApplication(tx, application.id, { assigneeId });
  await emitAudit(tx, {
    applicationId: application.id,
    actor,
    action: assigneeId === null ? "case.unassigned" : "case.assigned",
    detail: { assigneeId, previousId: application.assigneeId },
  });
}

async function requireAbleTo(tx: Tx, assigneeId: string | null): Promise<void> {
  if (assigneeId === null) return;
  const found = (await listColleagues(tx)).find(({ id }) => id === assigneeId);
  if (!found || !canHave(found)) throw conflict("cannotAssign");
}

/**
 * Gives a case to a member of staff, or to nobody. Somebody who is away can be given one by hand.
 * @returns who had it before, for the undo
 * @throws AppError conflict "decidedMeanwhile" · conflict "cannotAssign" for somebody who is no reviewer or may not sign in
 */
export async function assignCase({
  actor,
  input: { applicationId, seen, assigneeId },
}: {
  actor: StaffActor;
  input: { applicationId: string; seen?: number; assigneeId: string | null };
}): Promise<{ previousId: string | null }> {
  return await changeApplication(applicationId, async (tx, application) => {
    requireUnchanged(application, seen);
    await requireAbleTo(tx, assigneeId);
    await give(tx, application, actor, assigneeId);
    return { previousId: application.assigneeId };
  });
}

/**
 * The same for many, one transaction each: what was given stays given when a later one fails.
 * @returns who had each before
 * @throws AppError conflict "cannotAssign" · not_found
 */
export async function assignCases({
  actor,
  input: { applicationIds, assigneeId },
}: {
  actor: StaffActor;
  input: { applicationIds: string[]; assigneeId: string | null };
}): Promise<{ previous: { applicationId: string; assigneeId: string | null }[] }> {
  const previous: { applicationId: string; assigneeId: string | null }[] = [];
  for (const applicationId of new Set(applicationIds)) {
    const { previousId } = await assignCase({ actor, input: { applicationId, assigneeId } });
    previous.push({ applicationId, assigneeId: previousId });
  }
  return { previous };
}

/**
 * The member with the fewest merchants in the queue who is not away; of several the one who joined first. Null when
 * there is nobody. The choice is serialised until the transaction ends.
 */
export async function leastLoaded(tx: Tx): Promise<string | null> {
  await lockAssignment(tx);
  const able = (await listColleagues(tx)).filter((one) => canHave(one) && one.awayAt === null);
  const cases = await countOpenCases(tx);
  const load = ({ id }: Colleague) => cases.get(id) ?? 0;
  const [first] = able.sort((one, other) => load(one) - load(other));
  return first?.id ?? null;
}

/** Gives a case that nobody has to the least loaded, in the transaction that brought it into the queue. */
export async function assignToLeastLoaded(tx: Tx, application: OwnApplication): Promise<string | null> {
  if (application.assigneeId !== null) return application.assigneeId;
  const assigneeId = await leastLoaded(tx);
  if (assigneeId) await give(tx, application, { kind: "system" }, assigneeId);
  return assigneeId;
}
