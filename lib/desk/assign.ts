/** Who has a case: oneself, another, or nobody. */
import type { Tx } from "@/db/client";
import { listColleagues } from "@/db/queries/staff";
import type { StaffActor } from "../domain/actor";
import { conflict } from "../errors";
import { changeApplication } from "../live/change-application";
import { canHaveCases, giveCase } from "./give-case";
import { requireUnchanged } from "./require-unchanged";

async function requireAbleTo(tx: Tx, assigneeId: string | null): Promise<void> {
  if (assigneeId === null) return;
  const found = (await listColleagues(tx)).find(({ id }) => id === assigneeId);
  if (!found || !canHaveCases(found)) throw conflict("cannotAssign");
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
    await giveCase(tx, application, actor, assigneeId);
    return { previousId: application.assigneeId };
  });
}

/**
 * Gives a case back to whoever had it before; somebody who is no reviewer any more does not get it.
 * @throws AppError conflict "cannotUndo" when it was given to somebody else meanwhile · conflict "cannotAssign"
 */
export async function undoAssign({
  actor,
  input: { applicationId, givenId, previousId },
}: {
  actor: StaffActor;
  input: { applicationId: string; givenId: string | null; previousId: string | null };
}): Promise<void> {
  await changeApplication(applicationId, async (tx, application) => {
    if (application.assigneeId !== givenId) throw conflict("cannotUndo");
    await requireAbleTo(tx, previousId);
    await giveCase(tx, application, actor, previousId);
  });
}

/**
 * Gives many cases, one transaction each: what was given stays given when a later one fails.
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
