import { index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { callbackTypes } from "../../lib/domain/sections";
import { moment, sealedJson, sealedText } from "../columns";
import { applications } from "./applications";
import { submissions } from "./doku";
import { users } from "./users";

/** What staff say to each other about a merchant. */
export const comments = pgTable(
  "comments",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id, { onDelete: "cascade" }),
    authorId: uuid("author_id")
      .notNull()
      .references(() => users.id),
    body: sealedText("body", "comments.body").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    /** Taken back by its author. */
    removedAt: moment("removed_at"),
  },
  (table) => [index("comments_application").on(table.applicationId, table.createdAt)],
);

/** Whom a comment names with @. */
export const mentions = pgTable(
  "mentions",
  {
    commentId: uuid("comment_id")
      .notNull()
      .references(() => comments.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    /** When the comment was shown to the person. */
    seenAt: moment("seen_at"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.commentId, table.userId] }),
    index("mentions_user").on(table.userId, table.createdAt),
  ],
);

/** A refused section that staff gave back to the merchant, with reasons of the catalogue and words in its language. */
export const returns = pgTable(
  "returns",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id, { onDelete: "cascade" }),
    type: text("type", { enum: callbackTypes }).notNull(),
    /** Which refusal it is about. */
    attempt: integer("attempt").notNull(),
    /** Codes of lib/domain/reasons. */
    reasons: jsonb("reasons").$type<string[]>().notNull(),
    /** What the merchant reads. */
    note: sealedText("note", "returns.note").notNull(),
    returnedBy: uuid("returned_by")
      .notNull()
      .references(() => users.id),
    returnedAt: moment("returned_at").notNull().defaultNow(),
    takenBackAt: moment("taken_back_at"),
  },
  (table) => [index("returns_application").on(table.applicationId, table.type, table.attempt)],
);

export const secondStates = ["asked", "approved", "declined", "withdrawn"] as const;

/** A correction by staff that a second person has to agree to before it is sent (four eyes). */
export const secondOpinions = pgTable(
  "second_opinions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id, { onDelete: "cascade" }),
    state: text("state", { enum: secondStates }).notNull().default("asked"),
    /** The sections that would be sent. */
    types: jsonb("types").$type<string[]>().notNull(),
    /** Keyed hash of what would be sent: what was agreed to is what is sent, or it is asked anew. */
    content: text("content").notNull(),
    askedBy: uuid("asked_by")
      .notNull()
      .references(() => users.id),
    askedAt: moment("asked_at").notNull().defaultNow(),
    decidedBy: uuid("decided_by").references(() => users.id),
    decidedAt: moment("decided_at"),
    /** The second person's words to the first. */
    answer: sealedText("answer", "second_opinions.answer"),
    submissionId: uuid("submission_id").references(() => submissions.id, { onDelete: "set null" }),
  },
  (table) => [index("second_opinions_application").on(table.applicationId, table.askedAt)],
);

/** Who has a merchant's page open. Rows that nobody renewed for a while count as gone. */
export const lookers = pgTable(
  "lookers",
  {
    applicationId: uuid("application_id")
      .notNull()
      .references(() => applications.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    seenAt: moment("seen_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.applicationId, table.userId] })],
);

/** A choice of filters that a member of staff keeps under a name. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** The query part of the queue's address, as lib/domain/queue-filter writes it. */
    query: text("query").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [unique("saved_views_name").on(table.userId, table.name)],
);

/** `setAt` in ISO 8601. */
export type DokuCredentials = {
  baseUrl: string;
  clientId: string;
  secretKey: string;
  nextSecretKey: string | null;
  setAt: string;
};

/** What the partner has set, one row; what is not in it comes from the environment (lib/partner). */
export const partnerSettings = pgTable("partner_settings", {
  id: integer("id").primaryKey().default(1),
  /** The shape is in lib/domain/partner-settings. */
  values: jsonb("values").$type<Record<string, unknown>>().notNull().default({}),
  /** DOKU's credentials; the environment's while null. The secret is never shown again. */
  credentials: sealedJson<DokuCredentials>("credentials", "partner_settings.credentials"),
  logoKey: text("logo_key"),
  logoType: text("logo_type"),
  /** Raised by every change, so that other processes read it again. */
  version: integer("version").notNull().default(1),
  updatedAt: moment("updated_at").notNull().defaultNow(),
});
