import { sql } from "drizzle-orm";
import { index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { staffRoles } from "../../lib/domain/permissions";
import { moment, sealedText } from "../columns";

/** People who sign in: merchants and partner staff. Nobody is created by signing in. */
export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    role: text("role", { enum: ["merchant", "staff"] }).notNull(),
    /** What a member of staff may do; null for merchants. */
    staffRole: text("staff_role", { enum: staffRoles }),
    /** Since when a member of staff is away: nothing is assigned to them by itself. */
    awayAt: moment("away_at"),
    email: sealedText("email", "users.email").notNull(),
    emailIndex: text("email_index").notNull().unique(),
    name: sealedText("name", "users.name").notNull(),
    locale: text("locale", { enum: ["id", "en"] }),
    disabledAt: moment("disabled_at"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  // The staff are a handful among all the merchants' people, and every page of the desk names them.
  (table) => [index("users_staff").on(table.createdAt, table.id).where(sql`${table.role} = 'staff'`)],
);

/** A signed-in browser. `expiresAt` is the absolute limit; `seenAt` feeds the idle limit. The token itself is never stored. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    tokenHash: text("token_hash").notNull().unique(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    expiresAt: moment("expires_at").notNull(),
    seenAt: moment("seen_at").notNull().defaultNow(),
    /** When this person last proved again who they are, for what needs more than an open session. */
    confirmedAt: moment("confirmed_at"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [index("sessions_user").on(table.userId)],
);

/** next-auth's one-time tokens: minted after our own page confirmed, spent in the same request. */
export const verificationTokens = pgTable("verification_tokens", {
  tokenHash: text("token_hash").primaryKey(),
  identifier: text("identifier").notNull(),
  expiresAt: moment("expires_at").notNull(),
});

/**
 * One request to sign in. It exists for unknown addresses too (userId null), so that nobody can tell who has an account.
 * The link and the code are made when the mail is sent and live here only as hashes.
 */
export const signInAttempts = pgTable(
  "sign_in_attempts",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    emailIndex: text("email_index").notNull(),
    linkHash: text("link_hash").unique(),
    codeHash: text("code_hash"),
    wrongCodes: integer("wrong_codes").notNull().default(0),
    usedAt: moment("used_at"),
    expiresAt: moment("expires_at").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [index("sign_in_attempts_email").on(table.emailIndex, table.createdAt)],
);
