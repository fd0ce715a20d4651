/** A merchant's Brand ID and shared key, for an admin who has just signed in again. */
import { sharedNow } from "@/db/clock";
import { findConfirmation, findCredential } from "@/db/queries/credentials";
import { emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import { type CredentialPart, type CredentialWay, confirmedUntil } from "../domain/credential";
import { AppError, notFound } from "../errors";
import { seeMerchant } from "./see-merchant";

/**
 * One part of the credential; that it was given out is written down in the same transaction.
 * @param input.sessionId the session that asks; the proof belongs to it alone
 * @throws AppError not_allowed "confirmAgain" without a proof of the last ten minutes · not_found where there is none
 */
export async function revealCredential({
  actor,
  input: { applicationId, sessionId, part, way },
}: {
  actor: StaffActor;
  input: { applicationId: string; sessionId: string; part: CredentialPart; way: CredentialWay };
}): Promise<string> {
  return await seeMerchant(applicationId, async (tx) => {
    const confirmation = await findConfirmation(tx, sessionId);
    const isOwn = confirmation?.userId === actor.userId;
    if (!isOwn || !confirmedUntil(confirmation.confirmedAt, await sharedNow(tx))) {
      throw new AppError("not_allowed", "confirmAgain");
    }
    const value = (await findCredential(tx, applicationId))?.[part];
    if (!value) throw notFound();
    await emitAudit(tx, { applicationId, actor, action: `credential.${way}`, detail: { part } });
    return value;
  });
}
