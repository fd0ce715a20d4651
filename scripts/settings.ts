/** Settings for the commands: what the shell and `.env` give, and fresh local values for what a demo lacks. */
import { randomBytes, randomUUID } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";
import { envProblems } from "../lib/env";

export type Source = Record<string, string | undefined>;

/** The shell's settings over those of `.env`; an empty value counts as not given. */
export function givenSettings(shell: Source = process.env, file = ".env"): Source {
  const fromFile: Source = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
  const given = (source: Source) => Object.fromEntries(Object.entries(source).filter(([, value]) => value));
  return { ...given(fromFile), ...given(shell) };
}

const keptSchema = z.object({
  AUTH_SECRET: z.string(),
  ENCRYPTION_KEY: z.string(),
  DOKU_CLIENT_ID: z.string(),
  DOKU_SECRET_KEY: z.string(),
});

/** Values that must stay the same between two starts: what they encrypted or signed is in the data folder. */
function freshKeys(): z.infer<typeof keptSchema> {
  return {
    AUTH_SECRET: randomBytes(32).toString("base64url"),
    ENCRYPTION_KEY: `k1:${randomBytes(32).toString("base64")}`,
    DOKU_CLIENT_ID: `BRN-0001-${Date.now()}`,
    DOKU_SECRET_KEY: `SK-${randomUUID().replaceAll("-", "").slice(0, 20)}`,
  };
}

/**
 * Reads the keys of an earlier start, or makes them.
 * @throws Error with a sentence when the file is there but damaged: fresh keys could not open the stored data
 */
function keptKeys(dataDir: string): z.infer<typeof keptSchema> {
  const file = join(dataDir, "demo-settings.json");
  if (existsSync(file)) {
    const kept = keptSchema.safeParse(parseJson(readFileSync(file, "utf8")));
    if (kept.success) return kept.data;
    throw new Error(`${file} is damaged, and with it the keys to the data. Delete ${dataDir} to start afresh.`);
  }
  const keys = freshKeys();
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return keys;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export type LocalSettings = {
  /** For the portal and the sandbox: everything given, and everything filled in. */
  env: Record<string, string>;
  dataDir: string;
  portalUrl: string;
  portalPort: number;
  /** Absent when real credentials and a real mail server make the sandbox needless. */
  sandbox: { url: string; port: number; smtpPort: number; isDoku: boolean; isMailbox: boolean } | undefined;
  staffEmail: string;
};

/**
 * Where things go, before anything is written.
 * @throws Error with a sentence when a port is not one or DOKU is given by halves
 */
export function localPlaces(given: Source) {
  const portalPort = port(given, "PORT", 3000);
  const sandboxPort = port(given, "SANDBOX_PORT", 4010);
  const ownDoku = Boolean(given.DOKU_BASE_URL);
  if (ownDoku && !(given.DOKU_CLIENT_ID && given.DOKU_SECRET_KEY)) {
    throw new Error("DOKU_BASE_URL is set, so DOKU_CLIENT_ID and DOKU_SECRET_KEY are needed as well.");
  }
  const isMailbox = !given.SMTP_URL;
  const sandbox =
    ownDoku && !isMailbox
      ? undefined
      : {
          url: `http://localhost:${sandboxPort}`,
          port: sandboxPort,
          smtpPort: port(given, "SANDBOX_SMTP_PORT", sandboxPort + 1),
          isDoku: !ownDoku,
          isMailbox,
        };
  return { dataDir: resolve(given.DATA_DIR ?? ".data"), portalPort, sandbox };
}

/** Everything that a demo on this machine needs; makes and keeps keys in the data folder. */
export function localSettings(given: Source): LocalSettings {
  const { dataDir, portalPort, sandbox } = localPlaces(given);
  const staffEmail = given.FIRST_STAFF_EMAIL ?? "staff@sambut.test";
  const portalUrl = (given.APP_URL ?? `http://localhost:${portalPort}`).replace(/\/+$/, "");
  const filled: Source = {
    ...keptKeys(dataDir),
    MAIL_FROM: "Sambut <no-reply@sambut.test>",
    SUPPORT_EMAIL: "bantuan@sambut.test",
    // A demo is to be looked at: its staff come in by the mail alone.
    STAFF_SECOND_FACTOR: "optional",
    ...(sandbox?.isDoku ? { DOKU_BASE_URL: sandbox.url } : {}),
    ...(sandbox?.isMailbox ? { SMTP_URL: `smtp://127.0.0.1:${sandbox.smtpPort}` } : {}),
    ...(sandbox ? { SANDBOX_PORT: String(sandbox.port), SANDBOX_SMTP_PORT: String(sandbox.smtpPort) } : {}),
    ...given,
    APP_URL: portalUrl,
    PORT: String(portalPort),
    DATA_DIR: dataDir,
    FIRST_STAFF_EMAIL: staffEmail,
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const env = Object.fromEntries(
    Object.entries(filled).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  return { env, dataDir, portalUrl, portalPort, sandbox, staffEmail };
}

/** For commands beside the portal: the settings of `.env` and the shell, or those of a demo in the data folder. */
export function givenOrDemoSettings(): Source {
  const given = givenSettings();
  if (envProblems(given).length === 0) return given;
  const isDemo = existsSync(`${localPlaces(given).dataDir}/demo-settings.json`);
  return isDemo ? localSettings(given).env : given;
}

function port(given: Source, name: string, fallback: number): number {
  const value = Number(given[name] ?? fallback);
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value;
  throw new Error(`${name} must be a port number between 1 and 65535, not "${given[name] ?? fallback}".`);
}
