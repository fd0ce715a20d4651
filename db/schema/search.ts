/** What merchants are found by. */
import { index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "../columns";
import { applications } from "./applications";
import { isQueued } from "./desk-order";

/** The words of business and brand names, for the search by beginnings of words. `names` is what the words are of, in lower case. */
export const merchantWords = pgTable(
  "merchant_words",
  {
    word: text("word").notNull(),
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id, { onDelete: "cascade" }),
    names: text("names").notNull(),
    /** The merchant's own, so that searches in the queue need not look at the merchants. Written by lib/desk/queue-up alone. */
    needsAt: moment("needs_at"),
  },
  (table) => [
    primaryKey({ columns: [table.applicationId, table.word] }),
    // The names too, so that other words of a search are compared without reading the rows.
    index("merchant_words_word").on(table.word.op("text_pattern_ops"), table.applicationId, table.names),
    index("merchant_words_queued")
      .on(table.word.op("text_pattern_ops"), table.needsAt, table.applicationId)
      .where(isQueued(table)),
  ],
);

export const searchKeyKinds = ["email", "phone", "nik"] as const;

/** Blind indexes of what a merchant may be found by, exactly and only as a whole (lib/crypto/tokens). */
export const searchKeys = pgTable(
  "search_keys",
  {
    kind: text("kind", { enum: searchKeyKinds }).notNull(),
    /** Keyed hash of the normalised value. */
    key: text("key").notNull(),
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id, { onDelete: "cascade" }),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.key, table.applicationId] }),
    index("search_keys_application").on(table.applicationId),
  ],
);
