import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "../columns";

/**
 * DOKU environments and whether they answer as they should: one row an address, from its first failure on
 * (lib/doku/breaker). Shared by every process; nothing holds its lock over a call.
 */
export const dokuBreakers = pgTable("doku_breakers", {
  baseUrl: text("base_url").primaryKey(),
  /** In a row, all processes together; 0 when it is well again. */
  failures: integer("failures").notNull(),
  /** When it last failed, or was well again. */
  changedAt: moment("changed_at").notNull(),
  /** What the last failure was: its kind, and the HTTP status where there was an answer. */
  kind: text("kind").notNull(),
  status: integer("status"),
  /** Since when no call is made; null while calls still go through. */
  openedAt: moment("opened_at"),
  /** When one call may try; while it does, when it is given up. */
  nextTryAt: moment("next_try_at"),
  /** Tries that failed since it opened. */
  probes: integer("probes").notNull().default(0),
});
