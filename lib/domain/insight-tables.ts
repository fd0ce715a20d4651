/** The tables of insight as files: columns by stable names, which do not change with the reader's language. */
import { clockHours } from "./clocks";
import { funnelSteps } from "./insight";
import { type InsightReport, wholePercent } from "./insight-report";

/** `merchants`: one row a merchant, made elsewhere (lib/desk/export-insight). */
export const insightTables = ["funnel", "weeks", "kinds", "stays", "reasons", "clocks", "left", "merchants"] as const;
export type InsightTable = (typeof insightTables)[number];

type Row = Record<string, string | number | null>;
type Table = { columns: string[]; rows: Row[] };

const make: Record<Exclude<InsightTable, "merchants">, (report: InsightReport) => Table> = {
  funnel: ({ steps }) => ({
    columns: ["step", "merchants", "percent_of_invited"],
    rows: funnelSteps.map((step) => ({
      step,
      merchants: steps[step],
      percent_of_invited: wholePercent(steps[step], steps.invited),
    })),
  }),
  weeks: ({ weeks }) => ({
    columns: ["week", ...funnelSteps],
    rows: weeks.map(({ week, steps }) => ({ week, ...steps })),
  }),
  kinds: ({ kinds }) => ({
    columns: ["kind", ...funnelSteps],
    rows: kinds.map(({ kind, steps }) => ({ kind, ...steps })),
  }),
  stays: ({ stays }) => ({
    columns: ["standing", "finished", "median_minutes", "p90_minutes", "open"],
    rows: stays.map(({ medianMinutes, p90Minutes, ...stay }) => ({
      ...stay,
      median_minutes: medianMinutes,
      p90_minutes: p90Minutes,
    })),
  }),
  reasons: ({ reasons }) => ({ columns: ["reason", "refusals", "merchants"], rows: reasons }),
  clocks: ({ clocks }) => ({
    columns: ["section", "hours", "kept", "late", "overdue", "running", "kept_percent"],
    rows: clocks.map(({ type, keptShare, ...clock }) => ({
      section: type,
      hours: clockHours[type],
      ...clock,
      kept_percent: keptShare,
    })),
  }),
  left: ({ left }) => ({ columns: ["step", "merchants"], rows: left }),
};

/** One table with its columns in order. */
export function tableRows(table: Exclude<InsightTable, "merchants">, report: InsightReport): Table {
  return make[table](report);
}
