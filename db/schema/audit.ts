import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "../columns";
import { applications } from "./applications";

/** Who did what to which merchant. Each row carries the hash of the one before it of the same application. */
export const auditLog = pgTable(
  "audit_log",
  {
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id),
    /** 1, 2, 3 … within the application. */
    position: integer("position").notNull(),
    actorKind: text("actor_kind", { enum: ["merchant", "staff", "webhook", "system"] }).notNull(),
    actorId: uuid("actor_id"),
    action: text("action").notNull(),
    /** Ids and our own words only; nothing personal. */
    detail: jsonb("detail").$type<Record<string, string | number | boolean | null>>().notNull(),
    at: moment("at").notNull(),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.applicationId, table.position] }),
    index("audit_log_at").on(table.applicationId, table.at),
  ],
);
