/** Erases what names a merchant or its people: on request by an admin, or because the days of retention are over. */
import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/clock";
import type { OwnApplication } from "@/db/queries/applications";
import {
  blankHistory,
  blankOwnSamples,
  closeApplication,
  closeWaysIn,
  deletePersonalRows,
  dropFromBatches,
  emptyPerson,
  removeAllFiles,
} from "@/db/queries/erase";
import { findHold, findOwnerEmail } from "@/db/queries/privacy";
import { findLatestSubmission } from "@/db/queries/submissions";
import { emitAudit } from "../audit/emit";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import type { Actor, StaffActor } from "../domain/actor";
import { type ErasedWhy, erasedName, erasingHindered } from "../domain/erasing";
import { conflict, refused } from "../errors";
import { changeApplication } from "../live/change-application";
import { errorKind, log } from "../log";
import { requireConfirmed } from "../sign-in/confirm-again";
import { finishErasing } from "./finish-erasing";

/** @throws AppError conflict "erase.erased", "erase.onHold", "erase.onItsWay" */
async function requireErasable(tx: Tx, { id, state }: OwnApplication): Promise<void> {
  const hold = await findHold(tx, id);
  const latest = await findLatestSubmission(tx, id);
  const why = erasingHindered({ state, holdAt: hold?.at ?? null, stage: latest?.stage ?? null });
  if (why) throw conflict(`erase.${why}`);
}

/** The rows of a file of invitations hold the address as it was typed. */
function hasAddress(row: unknown, ownIndex: string): boolean {
  if (typeof row === "string") return row.includes("@") && emailIndex(row) === ownIndex;
  return typeof row === "object" && row !== null && Object.values(row).some((value) => hasAddress(value, ownIndex));
}

/**
 * Inside the transaction of `changeApplication`, under the application's lock. The audit trail keeps every row, which hold
 * ids and our own words alone; content of files follows with `finishErasing`.
 * @throws AppError conflict, as `requireErasable`
 */
export async function eraseIn(
  tx: Tx,
  { actor, application, why }: { actor: Actor; application: OwnApplication; why: ErasedWhy },
): Promise<void> {
  await requireErasable(tx, application);
  const { id: applicationId, ownerId } = application;
  const now = await databaseNow(tx);
  const email = await findOwnerEmail(tx, ownerId);
  const ownIndex = emailIndex(email);
  await dropFromBatches(tx, (row) => hasAddress(row, ownIndex));
  await closeWaysIn(tx, { applicationId, ownerId }, now);
  await blankOwnSamples(tx, applicationId);
  await deletePersonalRows(tx, applicationId);
  await blankHistory(tx, applicationId);
  await removeAllFiles(tx, applicationId, now);
  // Of no address, so that the old one may be invited again.
  await emptyPerson(tx, ownerId, emailIndex(newToken()), now);
  const webhookToken = newToken();
  await closeApplication(tx, applicationId, {
    businessName: erasedName(applicationId),
    webhookToken,
    webhookTokenHash: hashToken(webhookToken),
    erasedAt: now,
    erasedWhy: why,
  });
  await emitAudit(tx, { applicationId, actor, action: "merchant.erased", detail: { why } });
}

/**
 * An admin erases a merchant for good. Content of files is deleted right afterwards; what the storage refuses then, the
 * sweep deletes.
 * @param input.typed the name of the business as the page shows it: nobody erases by a slip
 * @throws AppError as `requireConfirmed` · not_found · refused with an issue on `typed` · conflict, as `eraseIn`
 */
export async function eraseMerchant({
  actor,
  sessionId,
  input: { applicationId, typed },
}: {
  actor: StaffActor;
  sessionId: string;
  input: { applicationId: string; typed: string };
}): Promise<void> {
  await changeApplication(applicationId, async (tx, application) => {
    await requireConfirmed(tx, { userId: actor.userId, sessionId });
    if (typed.toLowerCase() !== application.businessName.trim().toLowerCase()) {
      throw refused("checkFields", [{ path: "typed", key: "erase.name" }]);
    }
    await eraseIn(tx, { actor, application, why: "request" });
  });
  await finishErasing().catch((error: unknown) =>
    log.warn("erase.unfinished", { applicationId, error: errorKind(error) }),
  );
}
