/** The only place that reads the environment. Parsed once, on first use; a missing value fails with a list to act on. */
import { resolve } from "node:path";
import { z } from "zod";

const url = z.url({ protocol: /^https?$/, error: "must be an http or https address" });
const portWords = "must be a port number between 1 and 65535";
const port = z.coerce.number(portWords).int(portWords).min(1, portWords).max(65535, portWords);
/** Above zero, at most `most`. */
const positive = (most = Number.MAX_SAFE_INTEGER) => {
  const words =
    most < Number.MAX_SAFE_INTEGER ? `must be a number above 0, at most ${most}` : "must be a number above 0";
  return z.coerce.number(words).positive(words).max(most, words);
};
const oneOf = <const T extends readonly string[]>(...words: T) => z.enum(words, `must be ${words.join(" or ")}`);
const drainWords = "must be a number from 0 to 60";
const mailAddress = z.email("must be an e-mail address");
/** An empty line in a settings file means "not given". */
const orDefault = <T extends z.ZodType>(schema: T) => z.preprocess((value) => value || undefined, schema);
const optional = (schema: z.ZodType<string>) => z.preprocess((value) => value || undefined, schema.optional());

const hasOwnNames = (keys: string) => {
  const names = keys.split(",").map((key) => key.trim().split(":")[0]);
  return new Set(names).size === names.length;
};

const schema = z
  .object({
    APP_URL: url.transform((value) => value.replace(/\/+$/, "")),
    DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, "must start with postgres://")),
    POSTGRES_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, "must start with postgres://")),
    DATA_DIR: optional(z.string()),
    DOKU_BASE_URL: url.transform((value) => value.replace(/\/+$/, "")),
    /** Other addresses than DOKU's and the one above that an admin may set (lib/settings/doku-addresses). */
    DOKU_OTHER_ADDRESSES: z.preprocess(
      (value) =>
        typeof value === "string"
          ? value
              .split(",")
              .map((one) => one.trim())
              .filter(Boolean)
          : [],
      z.array(url.transform((value) => new URL(value).origin)),
    ),
    DOKU_CLIENT_ID: z.string().min(1),
    DOKU_SECRET_KEY: z.string().min(1),
    /** A second key that callbacks may be signed with while the first is being replaced (contract section 3). */
    DOKU_NEXT_SECRET_KEY: optional(z.string()),
    /** How long one try of a call to DOKU may take; an upload three times as long. Well below a submission's lease. */
    DOKU_TIMEOUT_SECONDS: orDefault(positive(60).default(20)),
    /** Whether an answer of DOKU's with a wrong signature is refused, not only reported (contract section 3). */
    DOKU_REFUSE_WRONG_ANSWERS: orDefault(oneOf("on", "off").default("off")),
    /** How old a callback may be, in hours, and how far ahead, in minutes; lib/doku/assumptions has the defaults. */
    CALLBACK_MAX_AGE_HOURS: orDefault(positive().optional()),
    CALLBACK_MAX_AHEAD_MINUTES: orDefault(positive().optional()),
    /** The shortest time between two scheduled readings of one business at DOKU (lib/domain/read-schedule). */
    READ_EVERY_SECONDS: orDefault(positive().default(300)),
    /** How long readings stay in the log of calls to DOKU, in days. */
    DOKU_CALLS_DAYS: orDefault(positive().default(90)),
    AUTH_SECRET: z.string().min(32, "must have at least 32 characters"),
    /** The first master key wraps the data keys; those behind it only open what is still wrapped by them (lib/crypto). */
    ENCRYPTION_KEY: z
      .string()
      .regex(
        /^[\w-]+:[A-Za-z0-9+/]{43}=(\s*,\s*[\w-]+:[A-Za-z0-9+/]{43}=)*$/,
        "must look like k1:<32 bytes in base64>, several with commas (see .env.example)",
      )
      .refine(hasOwnNames, "must give each key a name of its own"),
    /** ClamAV's daemon, which looks at every file before it is kept: `host:port`, or the path of its socket. */
    CLAMAV_ADDRESS: optional(
      z.string().regex(/^(\/.+|[^/\s]+:\d{1,5})$/, "must look like clamav:3310, or be the path of a socket"),
    ),
    SMTP_URL: z.string().regex(/^smtps?:\/\//, "must start with smtp:// or smtps://"),
    MAIL_FROM: z.string().min(3, "must be an e-mail address, with or without a name before it"),
    /** Whom merchants ask; the sender's address when it is not given. */
    SUPPORT_EMAIL: optional(mailAddress),
    /** Whether every member of staff needs a second step beside the mailed link (an app that shows codes). */
    STAFF_SECOND_FACTOR: orDefault(oneOf("required", "optional").default("required")),
    /** Single sign-on of staff by OpenID Connect; merchants never. All of the first three, or none. */
    OIDC_ISSUER: optional(
      url.refine(
        (value) => value.startsWith("https://") || /^http:\/\/(localhost|127\.0\.0\.1)([:/]|$)/.test(value),
        "must be an https address",
      ),
    ),
    OIDC_CLIENT_ID: optional(z.string()),
    OIDC_CLIENT_SECRET: optional(z.string()),
    /** What the button says after "Sign in with". */
    OIDC_LABEL: orDefault(z.string().default("SSO")),
    /** Whether the provider sees to the second step ("provider"), or each member has one here too ("own"). */
    OIDC_SECOND_FACTOR: orDefault(oneOf("own", "provider").default("own")),
    PARTNER_NAME: orDefault(z.string().default("Sambut")),
    /** The first member of staff, created at start when there is none. */
    FIRST_STAFF_EMAIL: optional(mailAddress),
    /** How many servers of ours stand before the portal and add to X-Forwarded-For (lib/network-source). */
    PROXIES: orDefault(z.coerce.number().int("must be a whole number").min(0).max(9).optional()),
    /** Seeds one invited merchant, for the demo. */
    DEMO_INVITATION: orDefault(oneOf("on", "off").default("off")),
    /**
     * Who takes background work: this portal, `npm run worker` beside it, or calls of the cron route and whatever request
     * wanted it, where no process stays (the default on Vercel).
     */
    WORKERS: orDefault(oneOf("inside", "beside", "requests").optional()),
    /** What a call of the work that nobody starts (WORKERS=requests) must carry. */
    CRON_SECRET: optional(z.string().min(16, "must have at least 16 characters")),
    /** A bucket for the files instead of DATA_DIR, for more than one machine. */
    S3_BUCKET: optional(z.string()),
    S3_REGION: optional(z.string()),
    S3_ENDPOINT: optional(url),
    S3_ACCESS_KEY_ID: optional(z.string()),
    S3_SECRET_ACCESS_KEY: optional(z.string()),
    /** Addresses as endpoint/bucket/key instead of bucket.endpoint/key; on by default with an endpoint. */
    S3_FORCE_PATH_STYLE: orDefault(oneOf("on", "off").optional()),
    /** Read by Next.js, when it builds and when it runs; checked here, because a wrong one shows only at the first form. */
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: optional(
      z.string().regex(/^[A-Za-z0-9+/]{43}=$/, "must be 32 bytes in base64 (see .env.example)"),
    ),
    /** What whoever scrapes /api/metrics must carry; without it that address does not exist. */
    METRICS_TOKEN: optional(z.string().min(16, "must have at least 16 characters")),
    /** Set by Vercel. */
    VERCEL: optional(z.string()),
    /** How long a portal that is told to stop goes on answering, while `/api/ready` says that it leaves. */
    DRAIN_SECONDS: orDefault(z.coerce.number(drainWords).min(0, drainWords).max(60, drainWords).default(0)),
    PORT: orDefault(port.default(3000)),
    /** Where `npm run worker` answers /api/health, /api/ready and /api/metrics; nowhere without it. */
    WORKER_PORT: orDefault(port.optional()),
    LOG_LEVEL: orDefault(oneOf("debug", "info", "warn", "error", "silent").default("info")),
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
  })
  .refine((value) => !value.VERCEL || value.DATABASE_URL || value.POSTGRES_URL, {
    path: ["POSTGRES_URL"],
    error: "is missing: nothing stays on a disk of Vercel, so the embedded database cannot be used there",
    when: () => true,
  })
  .refine((value) => !value.VERCEL || value.S3_BUCKET, {
    path: ["S3_BUCKET"],
    error: "is missing: nothing stays on a disk of Vercel, so the files need a bucket there",
    when: () => true,
  })
  .refine((value) => !value.VERCEL || workersOf(value) === "requests", {
    path: ["WORKERS"],
    error: "must be requests or empty on Vercel: no process stays there that could take work",
    when: () => true,
  })
  .refine((value) => workersOf(value) !== "requests" || value.CRON_SECRET, {
    path: ["CRON_SECRET"],
    error: "is missing: without it nobody may call /api/cron, which does the work with WORKERS=requests",
    when: () => true,
  })
  .refine(
    ({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET }) =>
      new Set([OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET].map(Boolean)).size === 1,
    {
      path: ["OIDC_CLIENT_ID"],
      error: "belongs together with OIDC_ISSUER and OIDC_CLIENT_SECRET: set all three, or none for no single sign-on",
      when: () => true,
    },
  )
  .refine((value) => !value.S3_BUCKET || value.S3_REGION || value.S3_ENDPOINT, {
    path: ["S3_REGION"],
    error: "is missing: set the region of the bucket, or S3_ENDPOINT when it is not Amazon's",
    when: () => true,
  })
  .refine((value) => !value.S3_ACCESS_KEY_ID || value.S3_SECRET_ACCESS_KEY, {
    path: ["S3_SECRET_ACCESS_KEY"],
    error: "is missing: it belongs to S3_ACCESS_KEY_ID; set both, or neither to use the role of the machine",
    when: () => true,
  })
  .refine((value) => !value.S3_SECRET_ACCESS_KEY || value.S3_ACCESS_KEY_ID, {
    path: ["S3_ACCESS_KEY_ID"],
    error: "is missing: it belongs to S3_SECRET_ACCESS_KEY; set both, or neither to use the role of the machine",
    when: () => true,
  });

type Workers = "inside" | "beside" | "requests";
const workersOf = ({ WORKERS, VERCEL }: { WORKERS?: Workers | undefined; VERCEL?: string | undefined }): Workers =>
  WORKERS ?? (VERCEL ? "requests" : "inside");

export type Env = z.output<typeof schema> & { dataDir: string; WORKERS: Workers; PROXIES: number };

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
  const dataDir = resolve(/* turbopackIgnore: true */ parsed.DATA_DIR ?? ".data");
  // We speak no HTTPS ourselves.
  const PROXIES = parsed.PROXIES ?? (parsed.APP_URL.startsWith("https://") ? 1 : 0);
  cached = { ...parsed, dataDir, WORKERS: workersOf(parsed), PROXIES };
  return cached;
}

/** ENCRYPTION_KEY alone: who only opens a database, as tests and commands do, need not have the other settings yet. */
export const encryptionKeySetting = (): string => cached?.ENCRYPTION_KEY ?? process.env.ENCRYPTION_KEY ?? "";

/** The bucket that the settings name, or null: files are kept under DATA_DIR then. */
export function bucketOf(settings: Env) {
  const { S3_BUCKET: bucket, S3_REGION, S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = settings;
  if (!bucket) return null;
  const hasKeys = S3_ACCESS_KEY_ID && S3_SECRET_ACCESS_KEY;
  return {
    bucket,
    // Other servers than Amazon's ignore the region or know it by this name.
    region: S3_REGION ?? "us-east-1",
    endpoint: S3_ENDPOINT ?? null,
    keys: hasKeys ? { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY } : null,
    forcePathStyle: settings.S3_FORCE_PATH_STYLE ? settings.S3_FORCE_PATH_STYLE === "on" : Boolean(S3_ENDPOINT),
  };
}
