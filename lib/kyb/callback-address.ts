/**
 * The secret address that DOKU calls back for one merchant can be changed, as after it may have become known. The old one stays
 * valid until DOKU has used the new one: how DOKU hears of it is not published (contract section 2, A `update-callback-url`).
 */
import type { Db, Tx } from "@/db/client";
import {
  findWebhookTokens,
  hasNextWebhookToken,
  promoteNextWebhookToken,
  setNextWebhookToken,
} from "@/db/queries/webhook-tokens";
import { emitAudit } from "../audit/emit";
import { hashToken, newToken } from "../crypto/tokens";
import type { StaffActor } from "../domain/actor";
import { env } from "../env";
import { conflict } from "../errors";
import { changeApplication } from "../live/change-application";
import { paths } from "../paths";
import { requireConfirmed } from "../sign-in/confirm-again";

type Call = { actor: StaffActor; sessionId: string; input: { applicationId: string } };

/** The address that DOKU is to call back, the new one while there is one. Secret. */
export async function findCallbackUrl(db: Db, applicationId: string): Promise<string | null> {
  const tokens = await findWebhookTokens(db, applicationId);
  return tokens && `${env().APP_URL}${paths.webhook(tokens.next ?? tokens.present)}`;
}

/**
 * Makes a new address beside the present one; asked for again, another one. The next correction or change tells it to DOKU.
 * @throws AppError as `requireConfirmed` · not_found · conflict "callbackAddress.tooSoon" before DOKU has the merchant: nobody knows the present one yet
 */
export async function changeCallbackAddress({ actor, sessionId, input: { applicationId } }: Call): Promise<void> {
  await changeApplication(applicationId, async (tx, { dokuBusinessId }) => {
    await requireConfirmed(tx, { userId: actor.userId, sessionId });
    if (!dokuBusinessId) throw conflict("callbackAddress.tooSoon");
    const token = newToken();
    await setNextWebhookToken(tx, applicationId, { token, hash: hashToken(token) });
    await emitAudit(tx, { applicationId, actor, action: "callback_address.new" });
  });
}

/**
 * Stays with the present address and forgets the new one.
 * @throws AppError as `requireConfirmed` · not_found · conflict "callbackAddress.moved" when DOKU has used the new one meanwhile
 */
export async function keepCallbackAddress({ actor, sessionId, input: { applicationId } }: Call): Promise<void> {
  await changeApplication(applicationId, async (tx) => {
    await requireConfirmed(tx, { userId: actor.userId, sessionId });
    if (!(await hasNextWebhookToken(tx, applicationId))) throw conflict("callbackAddress.moved");
    await setNextWebhookToken(tx, applicationId, null);
    await emitAudit(tx, { applicationId, actor, action: "callback_address.kept" });
  });
}

/** DOKU was seen at the new address, with a right signature: the old one is nobody's from now on. */
export async function moveToNextAddress(tx: Tx, applicationId: string): Promise<void> {
  await promoteNextWebhookToken(tx, applicationId);
  await emitAudit(tx, { applicationId, actor: { kind: "system" }, action: "callback_address.moved" });
}
