/** The only place that reads the environment. Parsed once, on first use; a missing value fails with a list to act on. */
import { resolve } from "node:path";
import { z } from "zod";

const url = z.url({ protocol: /^https?$/, error: "must be an http or https address" });
const port = z.coerce.number().int().min(1).max(65535);
/** An empty line in a settings file means "not given". */
const orDefault = <T extends z.ZodType>(schema: T) => z.preprocess((value) => value || undefined, schema);
const optional = (schema: z.ZodType<string>) => z.preprocess((value) => value || undefined, schema.optional());

const schema = z
  .object({
    APP_URL: url.transform((value) => value.replace(/\/+$/, "")),
    DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, "must start with postgres://")),
    POSTGRES_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, "must start with postgres://")),
    DATA_DIR: optional(z.string()),
    DOKU_BASE_URL: url.transform((value) => value.replace(/\/+$/, "")),
    DOKU_CLIENT_ID: z.string().min(1),
    DOKU_SECRET_KEY: z.string().min(1),
    /** A second key that callbacks may be signed with while the first is being replaced (contract section 3). */
    DOKU_NEXT_SECRET_KEY: optional(z.string()),
    /** Whether an answer of DOKU's with a wrong signature is refused, not only reported (contract section 3). */
    DOKU_REFUSE_WRONG_ANSWERS: orDefault(z.enum(["on", "off"]).default("off")),
    /** How old a callback may be, in hours, and how far ahead, in minutes; lib/doku/assumptions has the defaults. */
    CALLBACK_MAX_AGE_HOURS: orDefault(z.coerce.number().positive().optional()),
    CALLBACK_MAX_AHEAD_MINUTES: orDefault(z.coerce.number().positive().optional()),
    /** The shortest time between two scheduled readings of one business at DOKU (lib/domain/read-schedule). */
    READ_EVERY_SECONDS: orDefault(z.coerce.number().positive().default(300)),
    AUTH_SECRET: z.string().min(32, "must have at least 32 characters"),
    ENCRYPTION_KEY: z
      .string()
      .regex(/^[A-Za-z0-9_-]+:[A-Za-z0-9+/]{43}=$/, "must look like k1:<32 bytes in base64> (see .env.example)"),
    SMTP_URL: z.string().regex(/^smtps?:\/\//, "must start with smtp:// or smtps://"),
    MAIL_FROM: z.string().min(3),
    /** Whom merchants ask; the sender's address when it is not given. */
    SUPPORT_EMAIL: optional(z.email()),
    PARTNER_NAME: orDefault(z.string().default("Sambut")),
    /** The first member of staff, created at start when there is none. */
    FIRST_STAFF_EMAIL: optional(z.email()),
    /** Seeds one invited merchant, for the demo. */
    DEMO_INVITATION: orDefault(z.enum(["on", "off"]).default("off")),
    /** Who takes background work: this portal, or `npm run worker` beside it. */
    WORKERS: orDefault(z.enum(["inside", "beside"]).default("inside")),
    PORT: orDefault(port.default(3000)),
    LOG_LEVEL: orDefault(z.enum(["debug", "info", "warn", "error", "silent"]).default("info")),
  })
  .refine((value) => value.DATABASE_URL || value.POSTGRES_URL || value.DATA_DIR, {
    path: ["DATABASE_URL"],
    error: "is missing: set it (or POSTGRES_URL), or set DATA_DIR to use the embedded database on purpose",
    // Also when other settings are missing: the list must be whole.
    when: () => true,
  })
  .refine((value) => value.WORKERS !== "beside" || value.DATABASE_URL || value.POSTGRES_URL, {
    path: ["WORKERS"],
    error: "can be beside only with PostgreSQL: only one process can have the embedded database open",
    when: () => true,
  });

export type Env = z.output<typeof schema> & { dataDir: string };

/** What is missing or malformed, one sentence a setting; empty when everything is there. */
export function envProblems(source: Record<string, string | undefined>): string[] {
  const parsed = schema.safeParse(source);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return source[name]
      ? `${name} ${issue.message}`
      : `${name} ${issue.message.startsWith("is missing") ? issue.message : "is missing"}`;
  });
}

let cached: Env | undefined;

/** The settings. Throws an Error whose message lists every missing or malformed one. */
export function env(): Env {
  if (cached) return cached;
  const problems = envProblems(process.env);
  if (problems.length > 0) {
    throw new Error(
      `Sambut cannot start, these settings need attention:\n${problems.map((p) => `  - ${p}`).join("\n")}`,
    );
  }
  const parsed = schema.parse(process.env);
  // next-auth reads its own variable for the address in its redirects; without it they point to localhost.
  process.env.NEXTAUTH_URL ??= parsed.APP_URL;
  cached = { ...parsed, dataDir: resolve(/* turbopackIgnore: true */ parsed.DATA_DIR ?? ".data") };
  return cached;
}
