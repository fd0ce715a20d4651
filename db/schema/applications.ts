import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { applicationStates } from "../../lib/domain/applications";
import { overallStates } from "../../lib/domain/overall";
import type { Requirement } from "../../lib/domain/requirements";
import { moment, sealedJson, sealedText } from "../columns";
import { users } from "./users";

/** One merchant's way to DOKU. Plain for search: business, brand and DOKU ids; everything personal is sealed elsewhere. */
export const applications = pgTable(
  "applications",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    ownerId: uuid("owner_id")
      .notNull()
      .references(() => users.id),
    state: text("state", { enum: applicationStates }).notNull().default("invited"),
    businessName: text("business_name").notNull(),
    brandName: text("brand_name"),
    /** The four answers that decide the requirements; plain, for filters. */
    businessType: text("business_type"),
    legalEntity: text("legal_entity"),
    line: text("line"),
    nationality: text("nationality"),
    /** Path token of the callback URL: hashed to find it, sealed to build the URL again. */
    webhookTokenHash: text("webhook_token_hash").notNull().unique(),
    webhookToken: sealedText("webhook_token", "applications.webhook_token").notNull(),
    dokuBusinessId: text("doku_business_id").unique(),
    dokuBrandId: text("doku_brand_id"),
    sharedKey: sealedText("shared_key", "applications.shared_key"),
    submittedAt: moment("submitted_at"),
    /** When Get business data was last read without error. */
    confirmedAt: moment("confirmed_at"),
    /** The overall state that follows from DOKU's entities; null before registration. Written by lib/kyb/settle alone. */
    overall: text("overall", { enum: overallStates }),
    /** When Get business data is read next. */
    nextReadAt: moment("next_read_at"),
    /** Readings in a row that failed. */
    readFailures: integer("read_failures").notNull().default(0),
    /** When the first of the running clocks becomes due soon, and when it runs out; null when none runs. */
    dueSoonAt: moment("due_soon_at"),
    dueAt: moment("due_at"),
    /** When staff have to hear of a clock next (due soon, or over), and up to when they have heard of all. */
    clockTellAt: moment("clock_tell_at"),
    clockToldAt: moment("clock_told_at"),
    /** Raised by every change that somebody may be looking at; live streams and polls carry it. */
    revision: bigint("revision", { mode: "number" }).notNull().default(1),
    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [
    index("applications_owner").on(table.ownerId),
    index("applications_state").on(table.state, table.updatedAt),
    index("applications_updated").on(table.updatedAt),
    index("applications_next_read").on(table.nextReadAt),
    index("applications_clock").on(table.clockTellAt),
  ],
);

/** What a merchant typed, one row a part, valid or not, as the form holds it. */
export const drafts = pgTable(
  "drafts",
  {
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id, { onDelete: "cascade" }),
    part: text("part").notNull(),
    values: sealedJson<Record<string, unknown>>("values", "drafts.values").notNull(),
    /** The merchant pressed Continue and everything validated. */
    completedAt: moment("completed_at"),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.applicationId, table.part] })],
);

/** DOKU's requirements as last read for the application's kind; `previous` is kept to show what changed. */
export const requirementSets = pgTable("requirement_sets", {
  applicationId: uuid("application_id")
    .primaryKey()
    .references(() => applications.id, { onDelete: "cascade" }),
  /** The four answers it was read for, joined, to notice that they changed. */
  kindKey: text("kind_key").notNull(),
  requirements: jsonb("requirements").$type<Requirement[]>().notNull(),
  previous: jsonb("previous").$type<Requirement[]>(),
  changedAt: moment("changed_at"),
  fetchedAt: moment("fetched_at").notNull().defaultNow(),
});

/** An uploaded file. The bytes are in lib/storage under a key of ours; the browser's file name is not kept. */
export const files = pgTable(
  "files",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id, { onDelete: "cascade" }),
    slotId: text("slot_id").notNull(),
    storageKey: text("storage_key").notNull().unique(),
    mediaType: text("media_type").notNull(),
    /** Size in bytes of the plain file. */
    bytes: integer("bytes").notNull(),
    width: integer("width"),
    height: integer("height"),
    dokuFileId: text("doku_file_id"),
    sentAt: moment("sent_at"),
    removedAt: moment("removed_at"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [index("files_application").on(table.applicationId, table.slotId)],
);

/** An invitation by staff. The link's token is made when the mail is sent and lives here only as a hash. */
export const invitations = pgTable(
  "invitations",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id, { onDelete: "cascade" }),
    invitedBy: uuid("invited_by")
      .notNull()
      .references(() => users.id),
    tokenHash: text("token_hash").unique(),
    expiresAt: moment("expires_at").notNull(),
    sentAt: moment("sent_at"),
    acceptedAt: moment("accepted_at"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [index("invitations_application").on(table.applicationId)],
);
