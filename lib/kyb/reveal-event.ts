/** What DOKU wrote, with everything in it: for who may see personal data, and each time written down. */
import { database } from "@/db/client";
import { findCall, findCallback } from "@/db/queries/event";
import { emitAudit, emitStaffAudit } from "../audit/emit";
import { seeMerchant } from "../desk/see-merchant";
import type { StaffActor } from "../domain/actor";
import { notFound } from "../errors";
import { countUse } from "../limits";

/** JSON with line breaks; what is none stays as it came. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/**
 * The body of a callback, or DOKU's words about a call that failed: the bodies of calls are kept masked, so there is no more.
 * @throws AppError not_found also for a call about which DOKU said nothing · too_often
 */
export async function revealEvent({
  actor,
  input: { eventId },
}: {
  actor: StaffActor;
  input: { eventId: string };
}): Promise<{ text: string }> {
  await countUse("reveal", actor.userId);
  const { db } = await database();
  const callback = await findCallback(db, eventId);
  const call = callback ? null : await findCall(db, eventId);
  const text = callback ? readable(callback.body) : call?.errorText;
  if (!text) throw notFound();
  const applicationId = callback?.applicationId ?? call?.applicationId;
  const event = { actor, action: "event.revealed", detail: { event: eventId } };
  if (applicationId) {
    await seeMerchant(applicationId, (tx) => emitAudit(tx, { applicationId, ...event }));
  } else await db.transaction((tx) => emitStaffAudit(tx, event));
  return { text };
}
