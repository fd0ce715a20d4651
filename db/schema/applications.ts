import { isNotNull, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { applicationStates, applicationWays } from "../../lib/domain/applications";
import { erasedWhys } from "../../lib/domain/erasing";
import { type Need, needs } from "../../lib/domain/needs";
import { overallStates } from "../../lib/domain/overall";
import type { ReasonCode } from "../../lib/domain/reasons";
import type { Requirement } from "../../lib/domain/requirements";
import { type CallbackType, callbackTypes } from "../../lib/domain/sections";
import type { Standing } from "../../lib/domain/standing";
import { moment, sealedJson, sealedText } from "../columns";
import {
  assigneeOrNobody,
  brandIdInOrder,
  businessIdInOrder,
  dueOrLast,
  hasNeed,
  hasRefused,
  isQueued,
  isRefused,
  nameInOrder,
  submittedOrLast,
} from "./desk-order";
import { users } from "./users";

/** What staff narrow the queue by. */
const narrowing = <Column>(table: Record<"assigneeId" | "legalEntity" | "line" | "needs" | "snoozedUntil", Column>) =>
  [table.assigneeId, table.legalEntity, table.line, table.needs, table.snoozedUntil] as const;

/** One merchant's way to DOKU. Plain for search: business, brand and DOKU ids; everything personal is sealed elsewhere. */
export const applications = pgTable(
  "applications",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    ownerId: uuid("owner_id")
      .notNull()
      .references(() => users.id),
    state: text("state", { enum: applicationStates }).notNull().default("invited"),
    /** Through this portal, or through DOKU's own dashboard after Create business lite (contract section 8). */
    way: text("way", { enum: applicationWays }).notNull().default("portal"),
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
    /**
     * The address that takes the place of the one above, which stays valid until DOKU has used this one (lib/kyb/callback-address).
     * Sealed like the other, because it moves there.
     */
    nextWebhookTokenHash: text("next_webhook_token_hash"),
    nextWebhookToken: sealedText("next_webhook_token", "applications.webhook_token"),
    dokuBusinessId: text("doku_business_id"),
    dokuBrandId: text("doku_brand_id"),
    sharedKey: sealedText("shared_key", "applications.shared_key"),
    submittedAt: moment("submitted_at"),
    /** When Get business data was last read without error. */
    confirmedAt: moment("confirmed_at"),
    /** The overall state that follows from DOKU's entities; null before registration. Written by lib/kyb/settle alone. */
    overall: text("overall", { enum: overallStates }),
    /** `standingOf` of lib/domain/standing, kept by the database; a test holds the two together. */
    standing: text("standing")
      .$type<Standing>()
      .notNull()
      .generatedAlwaysAs(sql`case when "state" = 'submitted' then coalesce("overall", 'in_review') else "state" end`),
    /** What a person of the staff has to do something about, beside the clocks (lib/domain/needs). */
    needs: text("needs").array().$type<Need[]>().notNull().default([]),
    /**
     * From when on the merchant is in the queue: since its first need, or from the moment at which its clock will be due
     * soon, and not before `snoozedUntil`. Null when nothing is needed. Written by lib/desk/queue-up alone.
     */
    needsAt: moment("needs_at"),
    snoozedUntil: moment("snoozed_until"),
    assigneeId: uuid("assignee_id").references((): AnyPgColumn => users.id),
    /** The sections that are refused or suspended now, and the catalogue's reasons for it; for filters. */
    refused: text("refused").array().$type<CallbackType[]>().notNull().default([]),
    reasons: text("reasons").array().$type<ReasonCode[]>().notNull().default([]),
    /** When the merchant is reminded next, and how often it was since it last did something. */
    remindAt: moment("remind_at"),
    reminded: integer("reminded").notNull().default(0),
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
    /** Raised by what a decision of staff depends on, and not by typing or by a reading that changed nothing. */
    caseVersion: bigint("case_version", { mode: "number" }).notNull().default(1),
    /** Since when staff keep everything about the merchant, whatever the days of retention; null when nobody does. */
    holdAt: moment("hold_at"),
    holdBy: uuid("hold_by").references((): AnyPgColumn => users.id),
    holdReason: sealedText("hold_reason", "applications.hold_reason"),
    /** When retention looks at it next. */
    retentionAt: moment("retention_at").notNull().defaultNow(),
    /** When the merchant was told that its data will be erased; worth nothing once it did something since. */
    eraseWarnedAt: moment("erase_warned_at"),
    /** When what names anybody was erased, and why. From then on the state is `closed`. */
    erasedAt: moment("erased_at"),
    erasedWhy: text("erased_why", { enum: erasedWhys }),
    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
    /** The Monday, in WIB, of the week of the invitation (`weekOf` of lib/domain/insight); insight counts by it. */
    cohort: date("cohort", { mode: "string" })
      .notNull()
      .generatedAlwaysAs(sql`(date_trunc('week', ("created_at" at time zone 'UTC') + interval '7 hours'))::date`),
  },
  (table) => [
    // Of a part only: PostgreSQL would else lock the row as for a change of its key when the id comes, and callbacks that refer
    // to it would wait.
    uniqueIndex("applications_doku_business").on(table.dokuBusinessId).where(isNotNull(table.dokuBusinessId)),
    uniqueIndex("applications_next_webhook_token")
      .on(table.nextWebhookTokenHash)
      .where(isNotNull(table.nextWebhookTokenHash)),
    index("applications_cohort").on(table.cohort, table.updatedAt),
    index("applications_cohort_id").on(table.cohort, table.id),
    index("applications_owner").on(table.ownerId),
    index("applications_next_read").on(table.nextReadAt),
    index("applications_clock").on(table.clockTellAt),
    // The desk's lists: one index for each order, and one for each filter in the order that goes with it (db/queries/desk).
    index("applications_updated").on(table.updatedAt, table.id),
    index("applications_created").on(table.createdAt, table.id),
    index("applications_submitted").on(submittedOrLast(table), table.id),
    index("applications_due").on(dueOrLast(table), table.id),
    index("applications_name").on(nameInOrder(table), table.id),
    index("applications_standing_updated").on(table.standing, table.updatedAt, table.id),
    index("applications_standing_submitted").on(table.standing, submittedOrLast(table), table.id),
    index("applications_standing_due").on(table.standing, dueOrLast(table), table.id),
    index("applications_standing_name").on(table.standing, nameInOrder(table), table.id),
    // Counted from the index alone, so what decides "due soon" is in it.
    index("applications_running").on(table.dueAt, table.id, table.dueSoonAt).where(sql`${table.dueAt} is not null`),
    index("applications_entity").on(table.legalEntity, table.updatedAt, table.id),
    index("applications_line").on(table.line, table.updatedAt, table.id),
    index("applications_assignee").on(assigneeOrNobody(table), table.updatedAt, table.id),
    // The queue is a small part of all merchants, so its indexes are small too.
    // Whatever narrows it is in its index, so that what is left out need not be read to be left out.
    index("applications_queue")
      .on(
        ...([table.needsAt, table.id, table.dueAt, table.dueSoonAt, table.submittedAt, table.createdAt] as const),
        ...narrowing(table),
      )
      .where(isQueued(table)),
    index("applications_queue_refused")
      .on(table.needsAt, table.id, table.reasons, ...narrowing(table))
      .where(isRefused(table)),
    ...callbackTypes.map((type) =>
      index(`applications_refused_${type.toLowerCase().replace(".", "_")}`)
        .on(table.needsAt, table.id, table.reasons, ...narrowing(table))
        .where(hasRefused(table, type)),
    ),
    index("applications_queue_assignee").on(assigneeOrNobody(table), table.needsAt, table.id).where(isQueued(table)),
    index("applications_queue_entity").on(table.legalEntity, table.needsAt, table.id).where(isQueued(table)),
    index("applications_queue_line").on(table.line, table.needsAt, table.id).where(isQueued(table)),
    index("applications_queue_updated").on(table.updatedAt, table.id).where(isQueued(table)),
    index("applications_queue_submitted").on(submittedOrLast(table), table.id).where(isQueued(table)),
    index("applications_queue_due").on(dueOrLast(table), table.id).where(isQueued(table)),
    index("applications_queue_name").on(nameInOrder(table), table.id).where(isQueued(table)),
    ...needs.map((need) =>
      index(`applications_need_${need}`).on(table.needsAt, table.id, table.snoozedUntil).where(hasNeed(table, need)),
    ),
    index("applications_snoozed").on(table.snoozedUntil, table.id).where(sql`${table.snoozedUntil} is not null`),
    index("applications_refused_updated").on(table.updatedAt, table.id).where(isRefused(table)),
    index("applications_refused").using("gin", table.refused).where(isRefused(table)),
    index("applications_reasons").using("gin", table.reasons).where(isRefused(table)),
    index("applications_business_id").on(sql`${businessIdInOrder(table)} text_pattern_ops`, table.id),
    index("applications_brand_id").on(sql`${brandIdInOrder(table)} text_pattern_ops`, table.id),
    index("applications_remind").on(table.remindAt),
    index("applications_retention").on(table.retentionAt).where(sql`${table.erasedAt} is null`),
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
    /** Who of the staff wrote it last, on the merchant's behalf; null for the merchant. */
    byStaff: uuid("by_staff").references(() => users.id),
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
    /** When its content was deleted from storage (lib/privacy); the row stays, so that pages can say so. */
    contentDeletedAt: moment("content_deleted_at"),
    /** Who of the staff put it there, on the merchant's behalf; null for the merchant. */
    byStaff: uuid("by_staff").references(() => users.id),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [index("files_application").on(table.applicationId, table.slotId)],
);

/**
 * Where a merchant stood since when, one row each time that changed: for the funnel and the time in each state. Written
 * with the change itself (lib/live/change-application).
 */
export const standingChanges = pgTable(
  "standing_changes",
  {
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id, { onDelete: "cascade" }),
    /** 1, 2, 3 … within the application. */
    position: integer("position").notNull(),
    standing: text("standing").$type<Standing>().notNull(),
    at: moment("at").notNull(),
    /** When it stood somewhere else; null while it stands here. */
    leftAt: moment("left_at"),
  },
  (table) => [
    primaryKey({ columns: [table.applicationId, table.position] }),
    index("standing_changes_at").on(table.standing, table.at),
  ],
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
    revokedAt: moment("revoked_at"),
    revokedBy: uuid("revoked_by").references(() => users.id),
    /** From which file it came. */
    batchId: uuid("batch_id").references((): AnyPgColumn => invitationBatches.id, { onDelete: "set null" }),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [
    index("invitations_application").on(table.applicationId),
    index("invitations_created").on(table.createdAt, table.id),
    // The states that are few among many accepted ones: the list's filters.
    index("invitations_open")
      .on(table.createdAt, table.id)
      .where(sql`${table.acceptedAt} is null and ${table.revokedAt} is null`),
    index("invitations_revoked").on(table.createdAt, table.id).where(sql`${table.revokedAt} is not null`),
  ],
);

/** Further links of an invitation, copied by staff (for WhatsApp): beside the one in the mail, and over with the invitation. */
export const invitationLinks = pgTable(
  "invitation_links",
  {
    tokenHash: text("token_hash").primaryKey(),
    invitationId: uuid("invitation_id")
      .notNull()
      .references(() => invitations.id, { onDelete: "cascade" }),
    madeBy: uuid("made_by")
      .notNull()
      .references(() => users.id),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [index("invitation_links_invitation").on(table.invitationId)],
);

/** Invitations read from a file. Nothing is sent before `confirmedAt`; the rows are dropped when all is done. */
export const invitationBatches = pgTable("invitation_batches", {
  id: uuid("id").primaryKey().defaultRandom(),
  madeBy: uuid("made_by")
    .notNull()
    .references(() => users.id),
  rows: sealedJson<Record<string, unknown>[]>("rows", "invitation_batches.rows"),
  /** How many rows, how many of them were invited, and how many were left out (an address that is taken meanwhile). */
  total: integer("total").notNull(),
  invited: integer("invited").notNull().default(0),
  leftOut: integer("left_out").notNull().default(0),
  createdAt: moment("created_at").notNull().defaultNow(),
  confirmedAt: moment("confirmed_at"),
  doneAt: moment("done_at"),
});
