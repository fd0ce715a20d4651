import { date, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { CohortKind, Measure } from "../../lib/domain/insight";
import { moment } from "../columns";

/**
 * What insight shows, counted by week of invitation and kind of business: the sum of what lib/domain/insight counts for
 * each merchant. A copy, made anew from the merchants' histories whenever one of the week moved.
 */
export const insightCounts = pgTable(
  "insight_counts",
  {
    /** A Monday. */
    week: date("week", { mode: "string" }).notNull(),
    kind: text("kind").$type<CohortKind>().notNull(),
    measure: text("measure").$type<Measure>().notNull(),
    key: text("key").notNull(),
    /** Minutes, where the measure is about time; else 0. */
    value: integer("value").notNull(),
    count: integer("count").notNull(),
  },
  (table) => [primaryKey({ columns: [table.week, table.kind, table.measure, table.key, table.value] })],
);

/** When each week was counted last; null until it was, or when it has to be counted again whatever moved. */
export const insightWeeks = pgTable("insight_weeks", {
  week: date("week", { mode: "string" }).primaryKey(),
  countedAt: moment("counted_at"),
});
