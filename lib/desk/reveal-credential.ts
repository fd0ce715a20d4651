/** A merchant's Brand ID, shared key and callback address, for an admin who has just proved again who they are. */
import { findCredential } from "@/db/queries/credentials";
import { emitAudit } from "../audit/emit";
import type { StaffActor } from "../domain/actor";
import type { CredentialPart, CredentialWay } from "../domain/credential";
import { notFound } from "../errors";
import { findCallbackUrl } from "../kyb/callback-address";
import { countUse } from "../limits";
import { requireConfirmed } from "../sign-in/confirm-again";
import { seeMerchant } from "./see-merchant";

/**
 * One part of the credential; that it was given out is written down in the same transaction.
 * @param sessionId the session that asks; the proof belongs to it alone
 * @throws AppError as `requireConfirmed` · not_found where there is none · too_often
 */
export async function revealCredential({
  actor,
  sessionId,
  input: { applicationId, part, way },
}: {
  actor: StaffActor;
  sessionId: string;
  input: { applicationId: string; part: CredentialPart; way: CredentialWay };
}): Promise<string> {
  await countUse("reveal", actor.userId);
  return await seeMerchant(applicationId, async (tx) => {
    await requireConfirmed(tx, { userId: actor.userId, sessionId });
    const value =
      part === "callbackUrl"
        ? await findCallbackUrl(tx, applicationId)
        : (await findCredential(tx, applicationId))?.[part];
    if (!value) throw notFound();
    await emitAudit(tx, { applicationId, actor, action: `credential.${way}`, detail: { part } });
    return value;
  });
}
