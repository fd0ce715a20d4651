/** Background work: the cases of a disabled member go back to everybody. */
import { database } from "@/db/client";
import { updateApplication } from "@/db/queries/applications";
import { findMember, listAssignedTo } from "@/db/queries/team";
import { emitAudit } from "../audit/emit";
import { changeApplication } from "../live/change-application";

/** Takes a disabled member's name off every merchant, each in a transaction of its own. Safe to run again. */
export async function releaseCases({ userId }: { userId: string }): Promise<void> {
  const { db } = await database();
  const member = await findMember(db, userId);
  if (!member?.disabledAt) return;
  for (const applicationId of await listAssignedTo(db, userId)) {
    await changeApplication(applicationId, async (tx, application) => {
      if (application.assigneeId !== userId) return;
      await updateApplication(tx, applicationId, { assigneeId: null });
      const detail = { assigneeId: null, before: userId };
      await emitAudit(tx, { applicationId, actor: { kind: "system" }, action: "case.released", detail });
    });
  }
}
