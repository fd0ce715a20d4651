/** A merchant's phone is gone, or somebody else has it: staff end every sign-in of theirs. */
import { endSessionsOf } from "@/db/queries/team";
import { emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { changeApplication } from "../live/change-application";

/**
 * Ends the merchant's sessions, and the links and codes that would become one. What was typed stays, and a new link signs in again.
 * @throws AppError not_found
 */
export async function signOutMerchant({
  actor,
  input: { applicationId },
}: {
  actor: StaffActor;
  input: { applicationId: string };
}): Promise<void> {
  await changeApplication(applicationId, async (tx, { ownerId }) => {
    await endSessionsOf(tx, ownerId);
    await emitAudit(tx, { applicationId, actor, action: "session.merchant_ended" });
  });
}
