/** A real portal and a real sandbox for one worker: own ports, own folder, settings that exist nowhere else. */
import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { type Child, startChild, untilAnswers } from "../scripts/children";
import { hasBuild, portalServer } from "../scripts/portal-build";
import { startPostgres } from "../scripts/postgres-server";
import { freePorts } from "./free-ports";

/** How many times faster than DOKU's KYB the sandbox runs: a decision that takes DOKU an hour takes it a second. */
const sandboxClock = 3600;

export type Portal = {
  url: string;
  staffEmail: string;
  /** Ends the process as a crash would, in the middle of whatever it does. */
  kill: () => Promise<void>;
  /** Starts it again on the same folder and port, and waits until it answers. */
  restart: () => Promise<void>;
  /** What the process printed since its first start. */
  logFile: string;
  /** Its DATA_DIR: files, and the database where it is embedded. */
  dataDir: string;
  /** The folder in which its PostgreSQL keeps everything; null where the database is embedded. */
  databaseDir: string | null;
  /** Asks or changes what no page can: past dates, faults of the database. Not where the database is embedded. */
  sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  /** What it shares with DOKU; tests sign with it what DOKU would sign. */
  doku: { clientId: string; secretKey: string };
};

/** What a browser says of the page that it posts a form from. */
export const fromPage = ({ url }: Pick<Portal, "url">) => ({ Origin: new URL(url).origin });

/** A portal has a PostgreSQL of its own, as where it is run for years; one with an empty DATABASE_URL has the embedded database. */
export type PortalSettings = Partial<
  Record<
    | "READ_EVERY_SECONDS"
    | "STAFF_SECOND_FACTOR"
    | "DATABASE_URL"
    | "OIDC_ISSUER"
    | "OIDC_CLIENT_ID"
    | "OIDC_CLIENT_SECRET",
    string
  >
>;

export type Servers = { portal: Portal; sandboxUrl: string; stop: () => Promise<void> };

/**
 * @param settings of the portal that differ from what every spec gets
 * @throws Error with the last words of both servers when one does not start
 */
export async function startServers(settings: PortalSettings = {}): Promise<Servers> {
  if (!hasBuild()) throw new Error("There is no build to test. Make one first: npm run build");
  const folder = mkdtempSync(join(tmpdir(), "sambut-e2e-"));
  const postgres = settings.DATABASE_URL === "" ? null : await startPostgres();
  const [portalPort, sandboxPort, smtpPort] = await freePorts(3);
  const url = `http://localhost:${portalPort}`;
  const sandboxUrl = `http://localhost:${sandboxPort}`;
  const staffEmail = "staff@partner.test";
  const credentials = { DOKU_CLIENT_ID: "BRN-0001-E2E", DOKU_SECRET_KEY: `SK-${randomUUID()}` };

  const secrets = {
    auth: randomBytes(32).toString("base64url"),
    encryption: `e2e:${randomBytes(32).toString("base64")}`,
  };

  const sandbox = startChild("The sandbox", ["--import", "tsx", "sandbox/main.ts"], {
    env: {
      ...process.env,
      ...credentials,
      SANDBOX_PORT: String(sandboxPort),
      SANDBOX_SMTP_PORT: String(smtpPort),
      SANDBOX_CLOCK: String(sandboxClock),
      SANDBOX_AUTO: "off",
      DATA_DIR: join(folder, "sandbox"),
    },
    output: join(folder, "sandbox.log"),
  });

  let running: Child | undefined;
  const logFile = join(folder, "portal.log");
  const dataDir = join(folder, "portal");
  const startPortal = async () => {
    const child = startChild("The portal", portalServer, {
      env: {
        ...process.env,
        ...credentials,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        APP_URL: url,
        PORT: String(portalPort),
        DATA_DIR: dataDir,
        DATABASE_URL: postgres?.url ?? "",
        POSTGRES_URL: "",
        DOKU_BASE_URL: sandboxUrl,
        AUTH_SECRET: secrets.auth,
        ENCRYPTION_KEY: secrets.encryption,
        SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
        MAIL_FROM: "Sambut <no-reply@partner.test>",
        SUPPORT_EMAIL: "bantuan@partner.test",
        FIRST_STAFF_EMAIL: staffEmail,
        STAFF_SECOND_FACTOR: "optional",
        LOG_LEVEL: "info",
        ...settings,
      },
      output: logFile,
    });
    running = child;
    await untilAnswers(child, `${url}/api/health`, 60_000);
  };

  const stop = async () => {
    await Promise.all([running?.stop(), sandbox.stop()]);
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilAnswers(sandbox, sandboxUrl, 60_000);
    await startPortal();
  } catch (error) {
    const logs = lastWords(folder);
    await stop();
    throw new Error(`The servers for the tests did not start.\n${logs}`, { cause: error });
  }
  const portal: Portal = {
    url,
    staffEmail,
    logFile,
    dataDir,
    databaseDir: postgres?.data ?? null,
    sql: (text, values) => sqlAt(postgres?.url, text, values),
    doku: { clientId: credentials.DOKU_CLIENT_ID, secretKey: credentials.DOKU_SECRET_KEY },
    kill: async () => await running?.kill(),
    restart: async () => {
      await running?.stop();
      await startPortal();
    },
  };
  return { portal, sandboxUrl, stop };
}

async function sqlAt(url: string | undefined, text: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
  if (!url) throw new Error("The embedded database has one process: the portal's.");
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}

function lastWords(folder: string): string {
  return ["sandbox.log", "portal.log"]
    .map((name) => join(folder, name))
    .filter((file) => existsSync(file))
    .map((file) => `${file}:\n${readFileSync(file, "utf8").trimEnd().split("\n").slice(-15).join("\n")}`)
    .join("\n");
}
