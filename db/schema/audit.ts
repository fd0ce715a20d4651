import { isNull } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "../columns";
import { applications } from "./applications";
import { isStaffDeed } from "./desk-order";

export const auditChains = ["merchant", "staff"] as const;

/**
 * Who did or saw what, when, to which merchant. Rows are chained by hash, one chain for each merchant, and one for each
 * member of staff for what concerns no merchant. The database refuses to update or delete them (migration 0002).
 */
export const auditLog = pgTable(
  "audit_log",
  {
    chain: text("chain", { enum: auditChains }).notNull(),
    /** The application's id, or the member's of staff. */
    chainId: uuid("chain_id").notNull(),
    /** 1, 2, 3 … within the chain. */
    position: integer("position").notNull(),
    /** The merchant it was done to; null for what concerns none. */
    applicationId: uuid("application_id").references(() => applications.id),
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
    primaryKey({ columns: [table.chain, table.chainId, table.position] }),
    index("audit_log_application").on(table.applicationId, table.at),
    index("audit_log_at").on(table.at),
    index("audit_log_actor").on(table.actorId, table.at),
    index("audit_log_action").on(table.action, table.at),
    // What one member did of one kind: a small part of all rows, and neither index alone finds it quickly.
    index("audit_log_staff_action").on(table.actorId, table.action, table.at).where(isStaffDeed(table)),
  ],
);

/**
 * The last row of each chain, and the last checkpoint that has it. It only helps to append: what is proven rests on the
 * rows and on the signed checkpoints (lib/audit/verify). The database lets a head move on by one and do nothing else.
 */
export const auditHeads = pgTable(
  "audit_heads",
  {
    chain: text("chain", { enum: auditChains }).notNull(),
    chainId: uuid("chain_id").notNull(),
    position: integer("position").notNull(),
    hash: text("hash").notNull(),
    /** Null while no checkpoint has this head. */
    checkpoint: bigint("checkpoint", { mode: "number" }),
  },
  (table) => [
    primaryKey({ columns: [table.chain, table.chainId] }),
    index("audit_heads_open").on(table.chain, table.chainId).where(isNull(table.checkpoint)),
  ],
);

/** A signature over heads that moved since the checkpoint before, and over that one's signature, so over all heads so far. */
export const auditCheckpoints = pgTable("audit_checkpoints", {
  number: bigint("number", { mode: "number" }).primaryKey(),
  at: moment("at").notNull(),
  /** How many heads moved. */
  heads: integer("heads").notNull(),
  /** Hash over the moved heads in order. */
  digest: text("digest").notNull(),
  signature: text("signature").notNull(),
});

/** The heads that a checkpoint covers and the one before did not. */
export const auditCheckpointHeads = pgTable(
  "audit_checkpoint_heads",
  {
    number: bigint("number", { mode: "number" })
      .notNull()
      .references(() => auditCheckpoints.number),
    chain: text("chain", { enum: auditChains }).notNull(),
    chainId: uuid("chain_id").notNull(),
    position: integer("position").notNull(),
    hash: text("hash").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.number, table.chain, table.chainId] }),
    index("audit_checkpoint_heads_chain").on(table.chain, table.chainId, table.number),
  ],
);
