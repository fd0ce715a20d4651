import type { Tx } from "@/db/client";
import { wasDoneSince } from "@/db/queries/repeated-deeds";
import type { StaffActor } from "../domain/actor";
import { type AuditDetail, emitAudit } from "./emit";

/** For how long the same deed of the same person on the same thing is told by one row. */
const usualWindowMs = 10 * 60_000;

/** `emitAudit` for what a member of staff does many times in a row, such as looking at one file: at most one row in `windowMs`. */
export async function emitAuditOnce(
  tx: Tx,
  event: { applicationId: string; actor: StaffActor; action: string; detail: AuditDetail },
  windowMs = usualWindowMs,
): Promise<void> {
  const since = new Date(Date.now() - windowMs);
  const { applicationId, actor, action, detail } = event;
  if (await wasDoneSince(tx, { applicationId, actorId: actor.userId, action, detail }, since)) return;
  await emitAudit(tx, event);
}
