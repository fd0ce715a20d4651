/** The audit trail as a file, as far as a filter goes. That it was exported is part of the trail. */
import { type Db, database } from "@/db/client";
import { type AuditCursor, type AuditFilter, type ListedAuditRow, listAuditRows } from "@/db/queries/audit-list";
import { type CsvRow, csvStream } from "../csv/csv-stream";
import type { StaffActor } from "../domain/actor";
import { countUse } from "../limits";
import { emitStaffAudit } from "./emit";

export const auditColumns = [
  "at",
  "actor_kind",
  "actor_id",
  "staff_name",
  "action",
  "application_id",
  "business_name",
  "detail",
  "chain",
  "chain_id",
  "position",
  "previous_hash",
  "hash",
] as const;

/** A hash may begin with "-", which every CSV of ours writes otherwise so that no spreadsheet runs it; empty before the first row. */
const hashCell = (hash: string) => (hash === "" ? "" : `sha256:${hash}`);

function csvRow(row: ListedAuditRow): CsvRow {
  return {
    at: row.at.toISOString(),
    actor_kind: row.actorKind,
    actor_id: row.actorId,
    staff_name: row.staffName,
    action: row.action,
    application_id: row.applicationId,
    business_name: row.businessName,
    detail: JSON.stringify(row.detail),
    chain: row.chain,
    chain_id: row.chainId,
    position: row.position,
    previous_hash: hashCell(row.previousHash),
    hash: hashCell(row.hash),
  };
}

/** One batch is all that is held of a file. */
const batchRows = 1_000;

async function* batches(db: Db, filter: AuditFilter, limit: number): AsyncGenerator<CsvRow[]> {
  for (let cursor: AuditCursor | null = null; ; ) {
    const page = await listAuditRows(db, filter, cursor, limit);
    yield page.rows.map(csvRow);
    cursor = page.next;
    if (!cursor) return;
  }
}

/**
 * The rows of the filter, newest first, up to the moment in which it was asked for.
 * @param now what is written later, this export's own row included, is not in the file
 * @throws AppError too_often
 */
export async function exportAudit({
  actor,
  filter,
  now = new Date(),
  limit = batchRows,
}: {
  actor: StaffActor;
  filter: AuditFilter;
  now?: Date;
  limit?: number;
}): Promise<ReadableStream<Uint8Array>> {
  await countUse("export", actor.userId);
  const { db } = await database();
  const { from, to, actorId, action, applicationId } = filter;
  const until = to && to < now ? to : now;
  const detail = {
    ...(from ? { from: from.toISOString() } : {}),
    until: until.toISOString(),
    ...(actorId ? { memberId: actorId } : {}),
    ...(action ? { exported: action } : {}),
    ...(applicationId ? { merchant: applicationId } : {}),
  };
  await db.transaction((tx) => emitStaffAudit(tx, { actor, action: "audit.exported", detail }));
  return csvStream(auditColumns, batches(db, { ...filter, to: until }, limit));
}
