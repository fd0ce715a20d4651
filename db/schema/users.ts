import { sql } from "drizzle-orm";
import { index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { browserNames, systemNames } from "../../lib/domain/device";
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
    /** Blind index of who a member of staff is at the provider of single sign-on, since they first came from there. */
    ssoIndex: text("sso_index").unique(),
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
    /**
     * How the second factor stands. "awaited": until it is proved, this browser counts as signed out (lib/session).
     * "trusted": the provider of single sign-on has seen to it.
     */
    factor: text("factor", { enum: ["none", "awaited", "proved", "trusted"] })
      .notNull()
      .default("none"),
    /** Of the browser only its family, for the list of one's own sign-ins; null for one that is not known. */
    browser: text("browser", { enum: browserNames }),
    system: text("system", { enum: systemNames }),
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
    /**
     * What its mail brings: a link and a code, after many requests for one address the link alone or no mail
     * (lib/sign-in/start-attempt), or a code for somebody who is signed in and proves again who they are.
     */
    carries: text("carries", { enum: ["both", "link", "none", "confirmation"] })
      .notNull()
      .default("both"),
    wrongCodes: integer("wrong_codes").notNull().default(0),
    usedAt: moment("used_at"),
    expiresAt: moment("expires_at").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [index("sign_in_attempts_email").on(table.emailIndex, table.createdAt)],
);

/** The second factor of a member of staff: an app that shows codes (RFC 6238). */
export const secondFactors = pgTable("second_factors", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** In base32, as the app has it. */
  secret: sealedText("secret", "second_factors.secret").notNull(),
  /** Recovery codes that are shown and not yet taken over; nothing can be done with them until then. */
  offeredCodes: sealedText("offered_codes", "second_factors.offered_codes"),
  /** The session that both were shown to while it is being set up: who saw them in another one must not know them. */
  offeredTo: uuid("offered_to"),
  /** Since when it counts; null while it is being set up. */
  confirmedAt: moment("confirmed_at"),
  /** The time step of the last code that was taken: none is taken twice, and none before it. */
  lastStep: integer("last_step"),
  createdAt: moment("created_at").notNull().defaultNow(),
});

/** Codes for the day on which the app is lost, each good once. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    codeHash: text("code_hash").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    usedAt: moment("used_at"),
  },
  (table) => [index("recovery_codes_user").on(table.userId)],
);
