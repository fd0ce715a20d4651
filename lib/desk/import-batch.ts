/** A file of invitations: kept for its preview, then confirmed or dropped. Nothing is sent before it is confirmed. */
import { database } from "@/db/client";
import {
  deleteUnconfirmedBatch,
  dropBatchesBefore,
  findBatch,
  findBatchRows,
  insertBatch,
  lockBatchUnscoped,
  updateBatch,
} from "@/db/queries/invitation-batches";
import { findTakenEmails } from "@/db/queries/invitations";
import { emitStaffAudit } from "../audit/emit";
import { emailIndex } from "../crypto/tokens";
import type { StaffActor } from "../domain/actor";
import { type CheckedRow, checkRows, emailOf, isErasedRow, maxImportBytes } from "../domain/invitation-rows";
import { notFound, refused } from "../errors";
import { enqueue } from "../jobs/queue";
import { countUse, countUses } from "../limits";
import { decodeText } from "./decode-text";
import { parseInvitations } from "./parse-invitations";

const dayMs = 24 * 3600_000;

/**
 * Reads and checks a file, and keeps it sealed for a day. Sends nothing.
 * @throws AppError refused with an issue on `file`, see decode-text and parse-invitations; "importTooBig" · too_often
 */
export async function storeBatch({
  actor,
  input: { bytes },
}: {
  actor: StaffActor;
  input: { bytes: Uint8Array };
}): Promise<{ batchId: string }> {
  if (bytes.byteLength > maxImportBytes) throw refused("checkFields", [{ path: "file", key: "importTooBig" }]);
  await countUse("invitationFile", actor.userId);
  const { rows, unread } = parseInvitations(decodeText(bytes));
  const { db } = await database();
  const emails = [...new Set(rows.map(({ cells }) => emailOf(cells)).filter(Boolean))];
  const taken = await findTakenEmails(db, emails.map(emailIndex));
  const checked = checkRows(rows, new Set(emails.filter((email) => taken.has(emailIndex(email)))));
  const total = checked.filter(({ faults }) => faults.length === 0).length;
  return { batchId: await insertBatch(db, { madeBy: actor.userId, rows: [...headNote(unread), ...checked], total }) };
}

/** Headings that are not read stand as a line 0, which is no row: it tells, and stops nothing. */
function headNote(unread: readonly string[]): CheckedRow[] {
  if (unread.length === 0) return [];
  const columns = unread.map((heading) => heading.slice(0, 60)).join(", ");
  return [{ line: 0, cells: {}, faults: [{ path: "", key: "importUnread", params: { columns } }] }];
}

/** One's own file with its rows, sorted into those that are sent and those that are not; null when it is gone. */
export async function readBatch(actor: StaffActor, batchId: string) {
  const { db } = await database();
  const batch = await findBatch(db, actor.userId, batchId);
  if (!batch) return null;
  const rows = await findBatchRows(db, batchId);
  return {
    ...batch,
    unread: rows.find(({ line }) => line === 0)?.faults[0]?.params?.columns?.toString() ?? null,
    good: rows.filter((row) => row.faults.length === 0 && !isErasedRow(row)),
    bad: rows.filter(({ line, faults }) => line > 0 && faults.length > 0),
  };
}

/**
 * Lets the invitations go out, once: a second press changes nothing.
 * @throws AppError not_found when it is not one's own, or was dropped · refused "importNothing" · too_often
 */
export async function confirmBatch({ actor, input: { batchId } }: { actor: StaffActor; input: { batchId: string } }) {
  const { db } = await database();
  await db.transaction(async (tx) => {
    const batch = await lockBatchUnscoped(tx, batchId);
    if (batch?.madeBy !== actor.userId) throw notFound();
    if (batch.confirmedAt) return;
    if (batch.total === 0) throw refused("importNothing");
    await countUses(tx, "invitationRow", actor.userId, batch.total);
    await updateBatch(tx, batchId, { confirmedAt: new Date() });
    await emitStaffAudit(tx, { actor, action: "invitations.imported", detail: { batchId, rows: batch.total } });
    await enqueue(tx, "import-invitations", { batchId });
  });
}

/** Forgets a file that was not confirmed. */
export async function dropBatch({ actor, input }: { actor: StaffActor; input: { batchId: string } }): Promise<void> {
  await deleteUnconfirmedBatch((await database()).db, actor.userId, input.batchId);
}

/** The rows that were not invited, for a file to mend; that somebody took them out is audited. */
export async function takeRest({ actor, input: { batchId } }: { actor: StaffActor; input: { batchId: string } }) {
  await countUse("export", actor.userId);
  const batch = await readBatch(actor, batchId);
  if (!batch || batch.bad.length === 0) throw notFound();
  const { db } = await database();
  const detail = { batchId, rows: batch.bad.length };
  await db.transaction((tx) => emitStaffAudit(tx, { actor, action: "invitations.rest_downloaded", detail }));
  return batch.bad;
}

/** The sweep: what nobody confirmed, and the rest of what was sent, is kept for a day. */
export async function dropOldBatches(now = new Date()): Promise<void> {
  await dropBatchesBefore((await database()).db, new Date(now.getTime() - dayMs));
}
