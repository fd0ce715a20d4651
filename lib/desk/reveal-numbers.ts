import { database } from "@/db/client";
import { wasDoneSince } from "@/db/queries/repeated-deeds";
import { emitAudit } from "../audit/emit";
import { emitAuditOnce } from "../audit/emit-once";
import type { StaffActor } from "../domain/actor";
import { countUse } from "../limits";
import { seeMerchant } from "./see-merchant";

/**
 * Writes down that a member of staff saw personal numbers in full. `what` names them in our own words: a field, or a
 * whole section.
 * @throws AppError not_found · too_often
 */
export async function noteReveal({
  actor,
  input: { applicationId, what },
}: {
  actor: StaffActor;
  input: { applicationId: string; what: string };
}): Promise<void> {
  await countUse("reveal", actor.userId);
  await seeMerchant(applicationId, (tx) =>
    emitAudit(tx, { applicationId, actor, action: "numbers.revealed", detail: { what } }),
  );
}

/** Within this time a form that is opened, rendered or saved again is one look. */
const lookMs = 600_000;

/** The same for the form of a section, which shows what it holds; opened again at once, it is one row and counts once. */
export async function noteFormOpened({
  actor,
  input: { applicationId, what },
}: {
  actor: StaffActor;
  input: { applicationId: string; what: string };
}): Promise<void> {
  const { db } = await database();
  const look = { applicationId, action: "numbers.revealed", detail: { what } };
  if (await wasDoneSince(db, { ...look, actorId: actor.userId }, new Date(Date.now() - lookMs))) return;
  await countUse("reveal", actor.userId);
  await seeMerchant(applicationId, (tx) => emitAuditOnce(tx, { ...look, actor }, lookMs));
}

/** A page that is open renders again with every change, and is one visit. */
const visitMs = 3_600_000;

/**
 * Writes down that a member of staff opened a merchant's page, which shows names, addresses and masked numbers: once an
 * hour, and without the lock where it was written already.
 * @throws AppError not_found
 */
export async function noteOpened({
  actor,
  input: { applicationId },
}: {
  actor: StaffActor;
  input: { applicationId: string };
}): Promise<void> {
  const { db } = await database();
  const visit = { applicationId, action: "case.opened", detail: {} };
  if (await wasDoneSince(db, { ...visit, actorId: actor.userId }, new Date(Date.now() - visitMs))) return;
  await seeMerchant(applicationId, (tx) => emitAuditOnce(tx, { ...visit, actor }, visitMs));
}

/** Writes down that a member of staff found merchants by what belongs to a person; never what was typed. */
export async function noteFound({
  actor,
  input: { applicationIds, by },
}: {
  actor: StaffActor;
  input: { applicationIds: readonly string[]; by: string };
}): Promise<void> {
  for (const applicationId of applicationIds) {
    const found = { applicationId, actor, action: "merchant.found", detail: { by } };
    await seeMerchant(applicationId, (tx) => emitAuditOnce(tx, found));
  }
}

/** Writes down that a member of staff looked at a file; again within a while, it is one row. */
export async function noteFileSeen({
  actor,
  input: { applicationId, fileId, slot },
}: {
  actor: StaffActor;
  input: { applicationId: string; fileId: string; slot: string };
}): Promise<void> {
  await countUse("document", actor.userId);
  await seeMerchant(applicationId, (tx) =>
    emitAuditOnce(tx, { applicationId, actor, action: "file.seen", detail: { fileId, slot } }),
  );
}
