import { index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { changeableTypes, changeStates } from "../../lib/domain/changes";
import type { ReasonCode } from "../../lib/domain/reasons";
import { callbackTypes, entityStates, type RejectNote } from "../../lib/domain/sections";
import { moment, sealedJson, sealedText } from "../columns";
import { applications } from "./applications";
import { submissions } from "./doku";
import { users } from "./users";

export const attemptCauses = ["registration", "correction", "change"] as const;

/** Each time a section was sent to DOKU, and what came back. The clock of a section runs from its last attempt. */
export const sectionAttempts = pgTable(
  "section_attempts",
  {
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id, { onDelete: "cascade" }),
    type: text("type", { enum: callbackTypes }).notNull(),
    /** From 1, per section. */
    attempt: integer("attempt").notNull(),
    cause: text("cause", { enum: attemptCauses }).notNull(),
    submissionId: uuid("submission_id").references(() => submissions.id, { onDelete: "set null" }),
    sentAt: moment("sent_at").notNull(),
    /** DOKU's ids of what was sent; null for a registration, which sends everything. */
    entityIds: jsonb("entity_ids").$type<string[]>(),
    /** What came back so far: the worst state of what was sent. Frozen once there is a later attempt. */
    state: text("state", { enum: entityStates }).notNull(),
    notes: sealedJson<RejectNote[]>("notes", "section_attempts.notes").notNull(),
    /** When `state` became what it is. */
    stateAt: moment("state_at").notNull(),
    /** When DOKU first decided about it, whatever came afterwards; null while that is out. */
    decidedAt: moment("decided_at"),
  },
  (table) => [primaryKey({ columns: [table.applicationId, table.type, table.attempt] })],
);

/**
 * Why sections were refused, a row for each note of an attempt: its entry of the catalogue as it was found then, and the
 * fingerprint (lib/kyb/explain-notes) by which staff may have put it elsewhere since. No words of DOKU's, so it can be counted.
 */
export const refusals = pgTable(
  "refusals",
  {
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id, { onDelete: "cascade" }),
    type: text("type", { enum: callbackTypes }).notNull(),
    attempt: integer("attempt").notNull(),
    /** Empty where DOKU gave no note. */
    fingerprint: text("fingerprint").notNull(),
    reason: text("reason").$type<ReasonCode>().notNull(),
    at: moment("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.applicationId, table.type, table.attempt, table.fingerprint] })],
);

/** A merchant's wish to change approved data, and what staff said. */
export const changeRequests = pgTable(
  "change_requests",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id, { onDelete: "cascade" }),
    type: text("type", { enum: changeableTypes }).notNull(),
    state: text("state", { enum: changeStates }).notNull().default("asked"),
    reason: sealedText("reason", "change_requests.reason").notNull(),
    /** The staff's words to the merchant. */
    answer: sealedText("answer", "change_requests.answer"),
    askedAt: moment("asked_at").notNull().defaultNow(),
    decidedAt: moment("decided_at"),
    decidedBy: uuid("decided_by").references(() => users.id),
    submissionId: uuid("submission_id").references(() => submissions.id, { onDelete: "set null" }),
  },
  (table) => [index("change_requests_application").on(table.applicationId, table.askedAt)],
);

/** A difference between us and DOKU that a reading found and corrected (contract section 10). */
export const drifts = pgTable(
  "drifts",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id, { onDelete: "cascade" }),
    type: text("type", { enum: callbackTypes }).notNull(),
    entityId: text("entity_id").notNull(),
    /** Null: we did not know this entity. */
    ours: text("ours", { enum: entityStates }),
    /** Null: DOKU does not know this entity. */
    dokus: text("dokus", { enum: entityStates }),
    foundAt: moment("found_at").notNull().defaultNow(),
    /** When a callback said the same after all: it was late and not lost. */
    callbackAt: moment("callback_at"),
    /** When somebody of the staff took note of it, and who. */
    seenAt: moment("seen_at"),
    seenBy: uuid("seen_by").references(() => users.id),
  },
  (table) => [index("drifts_application").on(table.applicationId, table.foundAt)],
);

/**
 * What DOKU wrote as a reason and our catalogue does not know, by a keyed hash of its words: for staff to map once, for
 * every merchant. `reason` is a code of the catalogue (lib/domain/reasons), null until somebody chose one.
 */
export const noteReasons = pgTable("note_reasons", {
  fingerprint: text("fingerprint").primaryKey(),
  type: text("type", { enum: callbackTypes }).notNull(),
  dokuCode: text("doku_code"),
  /** DOKU's words, which may quote personal data. */
  sample: sealedText("sample", "note_reasons.sample").notNull(),
  reason: text("reason"),
  seen: integer("seen").notNull().default(1),
  firstSeenAt: moment("first_seen_at").notNull().defaultNow(),
  lastSeenAt: moment("last_seen_at").notNull().defaultNow(),
  mappedBy: uuid("mapped_by").references(() => users.id),
  mappedAt: moment("mapped_at"),
});

export const mailStates = ["queued", "sent", "skipped"] as const;

/**
 * Mails about an application: one a transition and receiver, however often the callback that caused it comes.
 * `facts` holds codes and numbers only; names and addresses are read when the mail is sent.
 */
export const mails = pgTable(
  "mails",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id, { onDelete: "cascade" }),
    receiverId: uuid("receiver_id")
      .notNull()
      .references(() => users.id),
    kind: text("kind").notNull(),
    /** What happened, e.g. `rejected:BUSINESS_BANK:1`: the same never makes a second mail. */
    occasion: text("occasion").notNull(),
    facts: jsonb("facts").$type<Record<string, string | number | string[]>>().notNull(),
    state: text("state", { enum: mailStates }).notNull().default("queued"),
    createdAt: moment("created_at").notNull().defaultNow(),
    /** When the mail server took it, or when it was found out of date. */
    doneAt: moment("done_at"),
  },
  (table) => [unique("mails_once").on(table.applicationId, table.occasion, table.receiverId)],
);
