import { index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "../columns";

/** How often something limited was done (lib/limits): one row for what is limited and whom, anew with every window of time. */
export const uses = pgTable(
  "uses",
  {
    /** Keyed hash of both. */
    key: text("key").primaryKey(),
    count: integer("count").notNull(),
    /** When the window of time that is counted ends. */
    endsAt: moment("ends_at").notNull(),
  },
  (table) => [index("uses_ends").on(table.endsAt)],
);
