import { emitAudit } from "../audit/emit";
import { emitAuditOnce } from "../audit/emit-once";
import type { StaffActor } from "../domain/actor";
import { seeMerchant } from "./see-merchant";

/**
 * Writes down that a member of staff saw personal numbers in full. `what` names them in our own words: a field, or a
 * whole section.
 * @throws AppError not_found
 */
export async function noteReveal({
  actor,
  input: { applicationId, what },
}: {
  actor: StaffActor;
  input: { applicationId: string; what: string };
}): Promise<void> {
  await seeMerchant(applicationId, (tx) =>
    emitAudit(tx, { applicationId, actor, action: "numbers.revealed", detail: { what } }),
  );
}

/** The same for the form of a section, which shows what it holds; opened again at once, it is one row. */
export async function noteFormOpened({
  actor,
  input: { applicationId, what },
}: {
  actor: StaffActor;
  input: { applicationId: string; what: string };
}): Promise<void> {
  await seeMerchant(applicationId, (tx) =>
    emitAuditOnce(tx, { applicationId, actor, action: "numbers.revealed", detail: { what } }),
  );
}

/** Writes down that a member of staff looked at a file; again within a while, it is one row. */
export async function noteFileSeen({
  actor,
  input: { applicationId, fileId, slot },
}: {
  actor: StaffActor;
  input: { applicationId: string; fileId: string; slot: string };
}): Promise<void> {
  await seeMerchant(applicationId, (tx) =>
    emitAuditOnce(tx, { applicationId, actor, action: "file.seen", detail: { fileId, slot } }),
  );
}
