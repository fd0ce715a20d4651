import type { Tx } from "@/db/client";
import { type OwnApplication, updateApplication } from "@/db/queries/applications";
import { type AuditDetail, emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { conflict } from "../errors";
import { changeApplication } from "../live/change-application";
import { requireUnchanged } from "./require-unchanged";

async function put(tx: Tx, { id, snoozedUntil }: OwnApplication, actor: StaffActor, until: Date | null): Promise<void> {
  if (snoozedUntil?.getTime() === until?.getTime()) return;
  await updateApplication(tx, id, { snoozedUntil: until });
  const detail: AuditDetail = until ? { until: until.toISOString() } : {};
  await emitAudit(tx, { applicationId: id, actor, action: until ? "case.snoozed" : "case.woken", detail });
}

/**
 * Keeps a merchant out of the queue until a moment, or brings it back with null.
 * @returns until when it was out before, for the undo
 * @throws AppError conflict "decidedMeanwhile"
 */
export async function snoozeCase({
  actor,
  input: { applicationId, seen, until },
}: {
  actor: StaffActor;
  input: { applicationId: string; seen?: number; until: Date | null };
}): Promise<{ previous: Date | null }> {
  return await changeApplication(applicationId, async (tx, application) => {
    requireUnchanged(application, seen);
    await put(tx, application, actor, until);
    return { previous: application.snoozedUntil };
  });
}

/**
 * Puts it back to what it was before.
 * @throws AppError conflict "cannotUndo" when it was snoozed otherwise, or woken by something new, meanwhile
 */
export async function undoSnooze({
  actor,
  input: { applicationId, until, previous },
}: {
  actor: StaffActor;
  input: { applicationId: string; until: Date | null; previous: Date | null };
}): Promise<void> {
  await changeApplication(applicationId, async (tx, application) => {
    if (application.snoozedUntil?.getTime() !== until?.getTime()) throw conflict("cannotUndo");
    await put(tx, application, actor, previous);
  });
}
