/** GET a table of insight, or every merchant of its range, as CSV. */
import { z } from "zod";
import { csvResponse } from "@/lib/csv/csv-stream";
import { exportInsight } from "@/lib/desk/export-insight";
import { readInsightRange } from "@/lib/domain/insight-range";
import { insightTables } from "@/lib/domain/insight-tables";
import { notFound } from "@/lib/errors";
import { respond, seeOther } from "@/lib/http";
import { paths } from "@/lib/paths";
import { staffAtDoor } from "@/lib/session";

/** Not found for a table that is none; a range that can't be read leads to the page, which says so. */
export function GET(request: Request): Promise<Response> {
  return respond(async () => {
    const actor = await staffAtDoor("insight.export", { isConfirmed: true });
    const { table: given, ...params } = Object.fromEntries(new URL(request.url).searchParams);
    const table = z.enum(insightTables).safeParse(given);
    if (!table.success) throw notFound();
    const { range, faults } = readInsightRange(params, new Date());
    if (faults.length > 0) return seeOther(`${paths.deskInsight}?${new URLSearchParams(params)}`);
    const { name, body } = await exportInsight({ actor, input: { table: table.data, range } });
    return csvResponse(name, body);
  });
}
