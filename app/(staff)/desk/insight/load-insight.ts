import { database } from "@/db/client";
import { sumInsight } from "@/db/queries/insight";
import { countInsight } from "@/lib/desk/count-insight";
import {
  type InsightRange,
  lastDayOf,
  lastWeeks,
  listWeeks,
  rangeQuery,
  readInsightRange,
} from "@/lib/domain/insight-range";
import { insightReport } from "@/lib/domain/insight-report";
import type { InsightTable } from "@/lib/domain/insight-tables";
import { paths } from "@/lib/paths";

/** So long a page counts what moved since the last count; what is left comes from before. */
const patienceMs = 700;
const shortcutWeeks = [4, 12, 26, 52, 104] as const;

const insightHref = (range: InsightRange) => `${paths.deskInsight}?${rangeQuery(range)}`;

/** The address of a table of this range as a file. */
export function exportHref(table: InsightTable, range: InsightRange): string {
  return `${paths.deskInsightExport}?table=${table}&${rangeQuery(range)}`;
}

/** Everything that the page says. `asOf`: since when numbers may have moved; null when all were counted just now. */
export async function loadInsight(searchParams: Record<string, unknown>, now = new Date()) {
  const { range, faults } = readInsightRange(searchParams, now);
  const weeks = await countInsight(patienceMs, range);
  const counted = await sumInsight((await database()).db, range);
  const known = weeks.flatMap(({ countedAt }) => (countedAt ? [countedAt.getTime()] : []));
  const behind = weeks.flatMap(({ isStale, countedAt }) => (isStale && countedAt ? [countedAt.getTime()] : []));
  return {
    range,
    faults,
    report: insightReport(counted, listWeeks(range), now),
    asOf: behind.length > 0 ? new Date(Math.min(...behind)) : null,
    uncounted: weeks.length - known.length,
    lastDay: lastDayOf(range),
    shortcuts: shortcutWeeks.map((count) => {
      const last = lastWeeks(count, now);
      const isCurrent = last.from === range.from && last.to === range.to;
      return { weeks: count, href: insightHref({ ...last, kind: range.kind }), isCurrent };
    }),
  };
}
