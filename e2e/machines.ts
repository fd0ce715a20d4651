/** What stands on several machines, here on one: two portals behind a proxy and two workers on one PostgreSQL and one bucket. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase, setDatabase } from "@/db/client";
import { openKeys } from "@/db/data-keys";
import { startJobs, stopWorkers } from "@/lib/jobs/queue";
import { openTestBucket } from "@/lib/storage/test-bucket";
import { startSandbox } from "@/sandbox/server";
import { type Child, startChild, untilAnswers } from "../scripts/children";
import { hasBuild, portalServer } from "../scripts/portal-build";
import { startPostgres } from "../scripts/postgres-server";
import { type Balancer, startBalancer } from "./balancer";
import { freePorts } from "./free-ports";
import type { Portal, Servers } from "./servers";

export type Machine = {
  name: string;
  /** Tells it to stop and waits until it is gone. @returns how it ended */
  stop: () => Promise<string>;
  /** Starts it again and waits until it is ready. */
  start: () => Promise<void>;
  isReady: () => Promise<boolean>;
};

export type Machines = {
  portals: [Machine, Machine];
  workers: [Machine, Machine];
  balancer: Balancer;
  /** Opened by the test itself, to prepare and to count. */
  database: Database;
  /** As helpers for one portal want it; its address is the balancer's. */
  servers: Servers;
  /** Settings of a further process on the same database, with what is given in place of the rest. */
  settings: (own: Record<string, string>) => NodeJS.ProcessEnv;
};

const account = { clientId: "BRN-0001-MACHINES", secretKey: "SK-MACHINES-0000" };
const staffEmail = "staff@partner.test";
/** More than the balancer needs to notice, on a machine that is busy. */
const drainSeconds = 2;
const worker = ["--import", "tsx", "scripts/worker.ts"];

/** @throws Error with the last words of all when one does not come up; nothing of it is left then */
export async function startMachines(): Promise<Machines> {
  if (!hasBuild()) throw new Error("There is no build to test. Make one first: npm run build");
  const folder = mkdtempSync(join(tmpdir(), "sambut-machines-"));
  const [postgres, bucket, sandbox, ports] = await Promise.all([
    startPostgres(),
    openTestBucket(),
    startSandbox({ ...account, clock: 3_600, auto: false }),
    freePorts(5),
  ]);
  const [port = 0, portA = 0, portB = 0, workerA = 0, workerB = 0] = ports;
  const { bucket: name, endpoint, keys } = bucket.settings();
  const shared = {
    DATABASE_URL: postgres.url,
    POSTGRES_URL: "",
    WORKERS: "beside",
    APP_URL: `http://localhost:${port}`,
    S3_BUCKET: name,
    S3_ENDPOINT: endpoint ?? "",
    S3_ACCESS_KEY_ID: keys?.accessKeyId ?? "",
    S3_SECRET_ACCESS_KEY: keys?.secretAccessKey ?? "",
    DOKU_BASE_URL: sandbox.url,
    DOKU_CLIENT_ID: account.clientId,
    DOKU_SECRET_KEY: account.secretKey,
    AUTH_SECRET: randomBytes(32).toString("base64url"),
    ENCRYPTION_KEY: `e2e:${randomBytes(32).toString("base64")}`,
    SMTP_URL: `smtp://127.0.0.1:${sandbox.smtpPort}`,
    MAIL_FROM: "Sambut <no-reply@partner.test>",
    FIRST_STAFF_EMAIL: staffEmail,
    STAFF_SECOND_FACTOR: "optional",
    DRAIN_SECONDS: String(drainSeconds),
    LOG_LEVEL: "info",
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const settings = (own: Record<string, string>) => ({
    ...process.env,
    ...shared,
    NODE_ENV: "production" as const,
    DATA_DIR: join(folder, "none"),
    ...own,
  });
  const logFile = join(folder, "machines.log");

  function machine(title: string, args: string[], own: Record<string, string>, ownPort: number) {
    const env = settings({ ...own, DATA_DIR: join(folder, title) });
    const address = `http://127.0.0.1:${ownPort}/api/ready`;
    let child: Child | undefined;
    return {
      name: title,
      start: async () => {
        child = startChild(`The ${title}`, args, { env, output: logFile, graceMs: 30_000 });
        await untilAnswers(child, address, 120_000);
      },
      stop: async () => {
        await child?.stop();
        return (await child?.ended) ?? "";
      },
      isReady: async () => (await fetch(address).catch(() => null))?.ok ?? false,
    };
  }
  const onPort = (one: number) => ({ PORT: String(one) });
  const portals: [Machine, Machine] = [
    machine("a", portalServer, onPort(portA), portA),
    machine("b", portalServer, onPort(portB), portB),
  ];
  const workers: [Machine, Machine] = [
    machine("worker-a", worker, { WORKER_PORT: String(workerA) }, workerA),
    machine("worker-b", worker, { WORKER_PORT: String(workerB) }, workerB),
  ];
  const all = [...portals, ...workers];
  const balancer = await startBalancer(port, [
    { name: "a", port: portA },
    { name: "b", port: portB },
  ]);

  let database: Database | undefined;
  const stop = async () => {
    await Promise.all(all.map((one) => one.stop()));
    await stopWorkers(0).catch(() => {});
    await database?.close().catch(() => {});
    balancer.stop();
    await Promise.all([sandbox.close(), bucket.close(), postgres.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    // All at once, on a database with nothing in it.
    await Promise.all(all.map((one) => one.start()));
    database = await openForUs(shared, join(folder, "test"));
  } catch (error) {
    const said = existsSync(logFile) ? readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-20).join("\n") : "";
    await stop();
    throw new Error(`The machines for the tests did not start.\n${said}`, { cause: error });
  }
  const ours = database;
  const none = async () => {};
  const portal: Portal = {
    url: balancer.url,
    staffEmail,
    logFile,
    dataDir: folder,
    databaseDir: null,
    sql: async (text, values) => (await ours.executeSql(text, values)).rows as Record<string, unknown>[],
    doku: account,
    kill: none,
    restart: none,
  };
  return { portals, workers, balancer, database, settings, servers: { portal, sandboxUrl: sandbox.url, stop } };
}

/** Verbs of the test's own process work on the same database and files, and do none of the work that they want. */
export async function openForUs(shared: Record<string, string>, dataDir: string): Promise<Database> {
  Object.assign(process.env, shared, { DATA_DIR: dataDir, WORKERS: "requests", CRON_SECRET: "machines-machines" });
  process.env.LOG_LEVEL = "silent";
  const opened = await openDatabase({ DATABASE_URL: shared.DATABASE_URL, dataDir });
  setDatabase(opened);
  await openKeys(opened);
  await startJobs({ supervise: false });
  return opened;
}
