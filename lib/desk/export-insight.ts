import { type Db, database } from "@/db/client";
import { sumInsight } from "@/db/queries/insight";
import { type ExportPlace, listMerchantRows, type MerchantRow } from "@/db/queries/insight-rows";
import { emitStaffAudit } from "../audit/emit";
import { type CsvRow, csvStream } from "../csv/csv-stream";
import type { StaffActor } from "../domain/actor";
import { type InsightRange, listWeeks } from "../domain/insight-range";
import { type InsightReport, insightReport } from "../domain/insight-report";
import { type InsightTable, tableRows } from "../domain/insight-tables";
import { countUse } from "../limits";
import { countInsight } from "./count-insight";

/** One batch is all that is held of a file. */
const batchRows = 1_000;
/** So long a file waits for weeks that have to be counted first. */
const patienceMs = 20_000;

export const merchantColumns = [
  "application_id",
  "business_name",
  "brand_name",
  "business_type",
  "legal_entity",
  "line",
  "way",
  "standing",
  "doku_business_id",
  "invited_week",
  "invited_at",
  "started_at",
  "submitted_at",
  "approved_at",
  "live_at",
  "hours_invited_to_started",
  "hours_started_to_submitted",
  "hours_submitted_to_approved",
  "hours_submitted_to_live",
  "first_pass",
  "sections_sent",
  "sections_refused",
] as const;

/** Hours with one digit behind the point; null while one of the two has not come. */
function hoursBetween(start: Date | null, end: Date | null): number | null {
  return start && end ? Math.max(0, Math.round((end.getTime() - start.getTime()) / 360_000) / 10) : null;
}

function merchantRow(row: MerchantRow): CsvRow {
  const { invitedAt, startedAt, submittedAt, firstRefusedAt } = row;
  const approvedAt = submittedAt && row.approvedAt;
  const liveAt = submittedAt && row.liveAt;
  return {
    application_id: row.id,
    business_name: row.businessName,
    brand_name: row.brandName,
    business_type: row.businessType,
    legal_entity: row.legalEntity,
    line: row.line,
    way: row.way,
    standing: row.standing,
    doku_business_id: row.dokuBusinessId,
    invited_week: row.cohort,
    invited_at: invitedAt.toISOString(),
    started_at: startedAt?.toISOString() ?? null,
    submitted_at: submittedAt?.toISOString() ?? null,
    approved_at: approvedAt?.toISOString() ?? null,
    live_at: liveAt?.toISOString() ?? null,
    hours_invited_to_started: hoursBetween(invitedAt, startedAt),
    hours_started_to_submitted: hoursBetween(startedAt, submittedAt),
    hours_submitted_to_approved: hoursBetween(submittedAt, approvedAt),
    hours_submitted_to_live: hoursBetween(submittedAt, liveAt),
    first_pass: approvedAt ? !firstRefusedAt || firstRefusedAt > approvedAt : null,
    sections_sent: row.sentSections,
    sections_refused: row.refusedSections,
  };
}

/** The merchants of a range, a batch at a time; each of those who were there at the beginning comes once. */
export async function* merchantBatches(db: Db, range: InsightRange, limit = batchRows): AsyncGenerator<CsvRow[]> {
  let place: ExportPlace | null = null;
  for (;;) {
    const rows: MerchantRow[] = await listMerchantRows(db, range, place, limit);
    if (rows.length > 0) yield rows.map(merchantRow);
    const last = rows.at(-1);
    if (!last || rows.length < limit) return;
    place = { cohort: last.cohort, id: last.id };
  }
}

async function reportOf(db: Db, range: InsightRange): Promise<InsightReport> {
  await countInsight(patienceMs, range);
  return insightReport(await sumInsight(db, range), listWeeks(range), new Date());
}

/**
 * A table of insight as a file, or every merchant of the range. Who took what is audited before the first byte.
 * @returns the file's name without its ending, and its content as it is read
 * @throws AppError too_often
 */
export async function exportInsight({
  actor,
  input: { table, range },
}: {
  actor: StaffActor;
  input: { table: InsightTable; range: InsightRange };
}): Promise<{ name: string; body: ReadableStream<Uint8Array> }> {
  await countUse("export", actor.userId);
  const { db } = await database();
  await db.transaction((tx) => emitStaffAudit(tx, { actor, action: "insight.exported", detail: { table, ...range } }));
  const name = ["insight", table, range.kind?.toLowerCase(), range.from, range.to].filter(Boolean).join("-");
  if (table === "merchants") return { name, body: csvStream(merchantColumns, merchantBatches(db, range)) };
  const { columns, rows } = tableRows(table, await reportOf(db, range));
  async function* once() {
    yield rows;
  }
  return { name, body: csvStream(columns, once()) };
}
