import { boolean, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { keyPurposes } from "../../lib/crypto/keys";
import { moment } from "../columns";

/**
 * The keys that encrypt, hash and sign, each wrapped by a master key of ENCRYPTION_KEY (lib/crypto/master-keys). One that is
 * retired stays: what is put back from an older backup still opens. Written by db/data-keys and lib/keys alone.
 */
export const dataKeys = pgTable(
  "data_keys",
  {
    purpose: text("purpose", { enum: keyPurposes }).notNull(),
    /** Sealed values and files carry it. */
    id: text("id").notNull(),
    wrapped: text("wrapped").notNull(),
    /** The id of the master. */
    wrappedBy: text("wrapped_by").notNull(),
    /** Made of the master by a version that had no such table. */
    isAdopted: boolean("is_adopted").notNull().default(false),
    /** It seals from then on. */
    activeFrom: moment("active_from").notNull(),
    /** Since when nothing that is kept needs it. */
    retiredAt: moment("retired_at"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.purpose, table.id] })],
);
