/** A portal on a real PostgreSQL that the test opens too: to prepare people in every state, and to see whether a request changed anything. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "@/db/client";
import { stopWorkers } from "@/lib/jobs/queue";
import { startSandbox } from "@/sandbox/server";
import { startChild, untilAnswers } from "../../scripts/children";
import { hasBuild, portalServer } from "../../scripts/portal-build";
import { startPostgres } from "../../scripts/postgres-server";
import { freePorts } from "../free-ports";
import { openForUs } from "../machines";

export type Stage = {
  url: string;
  sandboxUrl: string;
  database: Database;
  /** What the partner shares with DOKU. */
  doku: { clientId: string; secretKey: string };
  logFile: string;
  /** Of the portal's process, for its memory. */
  inspectorPort: number;
  stop: () => Promise<void>;
};

const doku = { clientId: "BRN-0001-SECURITY", secretKey: "SK-SECURITY-0000" };

/** @throws Error with the portal's last words when it does not come up; nothing is left then */
export async function startStage(): Promise<Stage> {
  if (!hasBuild()) throw new Error("There is no build to test. Make one first: npm run build");
  const folder = mkdtempSync(join(tmpdir(), "sambut-security-"));
  const [postgres, sandbox, [port = 0, inspectorPort = 0]] = await Promise.all([
    startPostgres(),
    startSandbox({ ...doku, auto: false }),
    freePorts(2),
  ]);
  const url = `http://localhost:${port}`;
  const settings = {
    DATABASE_URL: postgres.url,
    POSTGRES_URL: "",
    APP_URL: url,
    DOKU_BASE_URL: sandbox.url,
    DOKU_CLIENT_ID: doku.clientId,
    DOKU_SECRET_KEY: doku.secretKey,
    AUTH_SECRET: randomBytes(32).toString("base64url"),
    ENCRYPTION_KEY: `e2e:${randomBytes(32).toString("base64")}`,
    SMTP_URL: `smtp://127.0.0.1:${sandbox.smtpPort}`,
    MAIL_FROM: "Sambut <no-reply@partner.test>",
    // A test says itself from where it comes.
    PROXIES: "1",
    STAFF_SECOND_FACTOR: "optional",
    LOG_LEVEL: "info",
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const logFile = join(folder, "portal.log");
  // Nobody takes background work, so that what changes was changed by a request.
  const own = { PORT: String(port), DATA_DIR: folder, WORKERS: "beside", NODE_ENV: "production" as const };
  const portal = startChild("The portal", [`--inspect=127.0.0.1:${inspectorPort}`, ...portalServer], {
    env: { ...process.env, ...settings, ...own },
    output: logFile,
  });
  let database: Database | undefined;
  const stop = async () => {
    await portal.stop();
    await stopWorkers(0).catch(() => {});
    await database?.close().catch(() => {});
    await Promise.all([sandbox.close(), postgres.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilAnswers(portal, `${url}/api/ready`, 120_000);
    database = await openForUs(settings, folder);
    return { url, sandboxUrl: sandbox.url, database, doku, logFile, inspectorPort, stop };
  } catch (error) {
    const said = existsSync(logFile) ? readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-15).join("\n") : "";
    await stop();
    throw new Error(`The portal for the security tests did not start.\n${said}`, { cause: error });
  }
}
