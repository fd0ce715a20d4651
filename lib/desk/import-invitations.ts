/** Background work: invites from a confirmed file, one row a transaction, so that a crash invites nobody twice. */
import { database, type Tx } from "@/db/client";
import {
  countBatchRow,
  findBatchRows,
  findInvitedBy,
  lockBatchUnscoped,
  updateBatch,
} from "@/db/queries/invitation-batches";
import { emailIndex } from "../crypto/tokens";
import { type CheckedRow, emailOf, invitationOf, isErasedRow } from "../domain/invitation-rows";
import { enqueue } from "../jobs/queue";
import { announceChange } from "../live/changes";
import { inviteIn } from "./invite-merchant";

/** Then the work makes room for other work, and goes on in a job of its own. */
const turnMs = 30_000;

const isGood = ({ faults }: CheckedRow) => faults.length === 0;

/**
 * Invites the next row, or ends the batch. How far it got is the count of invited and left out, changed in the same
 * transaction as the invitation: whoever comes next, after a crash or beside us, goes on from there.
 * @returns the new application, null where the row was left out, "done" at the end
 */
async function takeNext(tx: Tx, batchId: string, rows: readonly CheckedRow[]): Promise<string | null | "done"> {
  const batch = await lockBatchUnscoped(tx, batchId);
  if (!batch?.confirmedAt || batch.doneAt) return "done";
  const row = rows.filter(isGood)[batch.invited + batch.leftOut];
  if (!row) {
    // Read again under the lock: of a merchant that was erased meanwhile nothing is put back.
    const rest = await restOf(tx, batchId, await findBatchRows(tx, batchId));
    await updateBatch(tx, batchId, { doneAt: new Date(), rows: rest });
    return "done";
  }
  const input = invitationOf(row.cells);
  const actor = { kind: "staff", userId: batch.madeBy } as const;
  // Somebody may have taken the address since the preview.
  const invited = input && (await inviteIn(tx, { actor, input, batchId }));
  await countBatchRow(tx, batchId, invited ? "invited" : "leftOut");
  return invited?.applicationId ?? null;
}

/** What was not invited, to be mended: the rows with faults, and those whose address was taken meanwhile. */
async function restOf(tx: Tx, batchId: string, rows: readonly CheckedRow[]): Promise<CheckedRow[]> {
  const indexOf = ({ cells }: CheckedRow) => emailIndex(emailOf(cells));
  const invited = await findInvitedBy(tx, batchId, rows.filter(isGood).map(indexOf));
  return rows.flatMap((row): CheckedRow[] => {
    if (!isGood(row)) return [row];
    if (isErasedRow(row)) return [];
    return invited.has(indexOf(row)) ? [] : [{ ...row, faults: [{ path: "email", key: "email.taken" }] }];
  });
}

/** The job. Safe to run twice, also at once. */
export async function importInvitations({ batchId }: { batchId: string }): Promise<void> {
  const { db } = await database();
  const rows = await findBatchRows(db, batchId);
  const until = Date.now() + turnMs;
  for (;;) {
    const outcome = await db.transaction((tx) => takeNext(tx, batchId, rows));
    if (outcome === "done") return;
    if (outcome) announceChange(outcome);
    if (Date.now() > until) return await enqueue(db, "import-invitations", { batchId });
  }
}
