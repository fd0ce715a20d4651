import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { submissionKinds, submissionStages } from "../../lib/domain/applications";
import { callbackTypes, entityStates, type RejectNote } from "../../lib/domain/sections";
import type { CorrectionTarget, Sent } from "../../lib/domain/sent";
import { moment, sealedJson, sealedText } from "../columns";
import { applications } from "./applications";
import { users } from "./users";

/**
 * The outbox: one registration or correction a row, with its Request-Id and exact body bytes kept before the first try (contract section 4).
 * `leaseUntil` lets one worker at a time hold it; `nextTryAt` is when it is due again.
 */
export const submissions = pgTable(
  "submissions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: submissionKinds }).notNull(),
    /** Counted over all kinds. */
    attempt: integer("attempt").notNull().default(1),
    stage: text("stage", { enum: submissionStages }).notNull().default("queued"),
    requestId: text("request_id"),
    requestPath: text("request_path"),
    requestBody: sealedText("request_body", "submissions.request_body"),
    tries: integer("tries").notNull().default(0),
    /** When the registration was first sent: DOKU's memory of the Request-Id counts from here. */
    firstSentAt: moment("first_sent_at"),
    nextTryAt: moment("next_try_at"),
    leaseUntil: moment("lease_until"),
    leaseHolder: text("lease_holder"),
    /** Why it is waiting or stopped: the kind of the last failure, for staff. DOKU's words stay in doku_calls. */
    lastFailure: text("last_failure"),
    /** What it carries, as it was when it was pressed: what later corrections are compared with. */
    sent: sealedJson<Sent>("sent", "submissions.sent"),
    /** Corrections only: which of DOKU's entities it is about. */
    target: jsonb("target").$type<CorrectionTarget>(),
    filesTotal: integer("files_total").notNull().default(0),
    filesSent: integer("files_sent").notNull().default(0),
    createdAt: moment("created_at").notNull().defaultNow(),
    finishedAt: moment("finished_at"),
  },
  (table) => [
    unique("submissions_once").on(table.applicationId, table.attempt),
    index("submissions_due").on(table.stage, table.nextTryAt),
  ],
);

/** Every call to DOKU. `errorText` is DOKU's and may quote personal data, so it is sealed. */
export const dokuCalls = pgTable(
  "doku_calls",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    applicationId: uuid("application_id").references(() => applications.id, { onDelete: "cascade" }),
    endpoint: text("endpoint").notNull(),
    method: text("method").notNull(),
    path: text("path").notNull(),
    requestId: text("request_id"),
    status: integer("status"),
    outcome: text("outcome").notNull(),
    durationMs: integer("duration_ms").notNull(),
    signatureMismatch: boolean("signature_mismatch").notNull().default(false),
    errorText: sealedText("error_text", "doku_calls.error_text"),
    /** What was sent and answered, personal data masked before it is kept (lib/domain/mask-payload); null for files. */
    sentBody: jsonb("sent_body").$type<unknown>(),
    answerBody: jsonb("answer_body").$type<unknown>(),
    at: moment("at").notNull().defaultNow(),
  },
  (table) => [
    index("doku_calls_application").on(table.applicationId, table.at),
    index("doku_calls_at").on(table.at, table.id),
    index("doku_calls_endpoint").on(table.endpoint, table.at, table.id),
    index("doku_calls_failed").on(table.at, table.id).where(sql`${table.outcome} not in ('ok', 'replayed')`),
    index("doku_calls_request").on(table.requestId),
  ],
);

/** `received`: stored and answered, not yet applied. */
export const webhookOutcomes = ["received", "applied", "ignored", "not_understood", "failed", "unverified"] as const;

/** Every callback that reached a known token, raw and sealed. The unique key is what protects from replay (section 10). */
export const webhookEvents = pgTable(
  "webhook_events",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id, { onDelete: "cascade" }),
    /** Of the token in the address that it came to; null for what came before addresses could be changed. */
    tokenHash: text("token_hash"),
    requestId: text("request_id").notNull(),
    /** SHA-256 of the raw body in base64. */
    digest: text("digest").notNull(),
    verified: boolean("verified").notNull(),
    body: sealedText("body", "webhook_events.body").notNull(),
    type: text("type"),
    entityId: text("entity_id"),
    status: text("status"),
    outcome: text("outcome", { enum: webhookOutcomes }).notNull(),
    /** Why it was ignored or failed: one of our own words, never DOKU's text. */
    why: text("why"),
    /** The Request-Timestamp header: when DOKU says it sent this. */
    sentAt: moment("sent_at"),
    receivedAt: moment("received_at").notNull().defaultNow(),
    /** When staff last had it applied anew. */
    replayedAt: moment("replayed_at"),
  },
  (table) => {
    // DOKU waits until a callback is stored, so what staff look for it by is added when it is applied.
    const isTried = sql`${table.outcome} <> 'received'`;
    const isWaiting = sql`${table.outcome} = 'received'`;
    return [
      index("webhook_events_at").on(table.receivedAt, table.id),
      index("webhook_events_waiting").on(table.applicationId, table.receivedAt, table.id).where(isWaiting),
      index("webhook_events_waiting_at").on(table.receivedAt, table.id).where(isWaiting),
      index("webhook_events_tried").on(table.applicationId, table.receivedAt, table.id).where(isTried),
      index("webhook_events_tried_outcome").on(table.outcome, table.receivedAt, table.id).where(isTried),
      index("webhook_events_tried_type").on(table.type, table.receivedAt, table.id).where(isTried),
      index("webhook_events_tried_status").on(table.status, table.receivedAt, table.id).where(isTried),
      index("webhook_events_tried_type_status").on(table.type, table.status, table.receivedAt, table.id).where(isTried),
      index("webhook_events_tried_entity").on(table.entityId).where(isTried),
      index("webhook_events_tried_request").on(table.requestId).where(isTried),
      unique("webhook_events_once").on(table.applicationId, table.requestId, table.digest, table.verified),
    ];
  },
);

/**
 * Stored callbacks that staff have applied anew. The ids are fixed when it is asked for, the oldest first, so that what was
 * counted and confirmed is what is done; the counts tell how far the job is, and its next run goes on from there.
 */
export const replays = pgTable(
  "replays",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    askedBy: uuid("asked_by")
      .notNull()
      .references(() => users.id),
    askedAt: moment("asked_at").notNull().defaultNow(),
    eventIds: jsonb("event_ids").$type<string[]>().notNull(),
    total: integer("total").notNull(),
    done: integer("done").notNull().default(0),
    /** Of those done: changed something now, changed nothing, could not be applied again. */
    applied: integer("applied").notNull().default(0),
    unchanged: integer("unchanged").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    finishedAt: moment("finished_at"),
  },
  (table) => [index("replays_asked").on(table.askedAt)],
);

/** What DOKU last said of each entity; a row on the status page is the worst of its entities. */
export const kybEntities = pgTable(
  "kyb_entities",
  {
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id, { onDelete: "cascade" }),
    type: text("type", { enum: callbackTypes }).notNull(),
    entityId: text("entity_id").notNull(),
    name: sealedText("name", "kyb_entities.name"),
    state: text("state", { enum: entityStates }).notNull(),
    /** DOKU's own word, also one that we do not know. */
    rawStatus: text("raw_status").notNull(),
    notes: sealedJson<RejectNote[]>("notes", "kyb_entities.notes").notNull(),
    /** On DOKU's clock; null when DOKU gave no time. */
    dokuTime: moment("doku_time"),
    /** Our own key of what it is: a contact's key, a slot's id, a file's id, a network's code; null where there is one only. */
    ref: text("ref"),
    /** How often it was sent to DOKU. */
    attempt: integer("attempt").notNull().default(1),
    /** When state or notes last became different. */
    changedAt: moment("changed_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.applicationId, table.type, table.entityId] })],
);
