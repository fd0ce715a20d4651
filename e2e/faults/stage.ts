/** Everything that a run needs, as on one machine: PostgreSQL, two portals and a worker that can be killed, DOKU that cannot. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Database, openDatabase, setDatabase } from "@/db/client";
import { prepareDatabase } from "@/db/prepare";
import { startJobs } from "@/lib/jobs/queue";
import { type RunningSandbox, startSandbox } from "@/sandbox/server";
import { portalServer } from "../../scripts/portal-build";
import { type PostgresServer, startPostgres } from "../../scripts/postgres-server";
import { freePorts } from "../free-ports";
import { type Ending, type Keeper, keepRunning } from "./keeper";
import { type Network, startNetwork } from "./network";
import type { Random } from "./random";

export const victims = ["portal A", "portal B", "worker", "PostgreSQL"] as const;
export type Victim = (typeof victims)[number];

/** How much faster than at DOKU callbacks are repeated: half a second, six and twelve after the first. */
const sandboxClock = 3_600;

export type Outage = { from: number; to: number };

export type Stage = {
  url: string;
  folder: string;
  sandbox: RunningSandbox;
  network: Network;
  database: Database;
  /** Of PostgreSQL. */
  version: string;
  /** By how much the clock of portal B is wrong. */
  skewMs: number;
  isUp: (victim: Victim) => boolean;
  /** SIGKILL; it is started again `downMs` later, by itself. */
  kill: (victim: Victim, downMs: number) => void;
  /** For so long one portal cannot keep files. */
  fillDisk: (victim: "portal A" | "portal B", forMs: number) => Promise<boolean>;
  /** Everything at once, and everything started again; `between` runs while only PostgreSQL is there. */
  powerCut: (between: () => Promise<void>) => Promise<void>;
  untilReady: () => Promise<void>;
  /** What ended though nobody had killed it. */
  endings: () => ({ name: string } & Ending)[];
  /** When PostgreSQL was away. */
  outages: Outage[];
  /** How often SIGKILL has ended each. */
  kills: () => Record<Victim, number>;
  stop: () => Promise<void>;
};

/** The partner's at DOKU; the secret key is the first one (see secrets). */
export const account = { clientId: "BRN-0001-FAULTS", secretKey: "SK-FAULTS-0000" };

/** What this process and the portals share. */
function settingsOf(facts: { databaseUrl: string; url: string; sandbox: RunningSandbox; folder: string }) {
  return {
    DATABASE_URL: facts.databaseUrl,
    POSTGRES_URL: "",
    APP_URL: facts.url,
    DATA_DIR: join(facts.folder, "data"),
    DOKU_BASE_URL: facts.sandbox.url,
    DOKU_CLIENT_ID: account.clientId,
    DOKU_SECRET_KEY: account.secretKey,
    DOKU_TIMEOUT_SECONDS: "2",
    AUTH_SECRET: "faults-secret-faults-secret-faults-secret",
    ENCRYPTION_KEY: `faults:${Buffer.alloc(32, 9).toString("base64")}`,
    SMTP_URL: `smtp://127.0.0.1:${facts.sandbox.smtpPort}`,
    MAIL_FROM: "Sambut <no-reply@partner.test>",
    FIRST_STAFF_EMAIL: "staff@partner.test",
    STAFF_SECOND_FACTOR: "optional",
    READ_EVERY_SECONDS: "20",
    NEXT_TELEMETRY_DISABLED: "1",
    LOG_LEVEL: "info",
  };
}

async function openForUs(settings: ReturnType<typeof settingsOf>): Promise<Database> {
  // Nothing that this process does may stand in for a portal or a worker.
  Object.assign(process.env, settings, { WORKERS: "requests", CRON_SECRET: "faults-faults-faults" });
  process.env.LOG_LEVEL = "silent";
  const opened = await openDatabase({ DATABASE_URL: settings.DATABASE_URL, dataDir: settings.DATA_DIR });
  setDatabase(opened);
  await prepareDatabase(opened);
  await startJobs();
  return opened;
}

function postgresKeeper(postgres: PostgresServer) {
  let isDown = false;
  const outages: Outage[] = [];
  return {
    outages,
    kill: async (downMs: number) => {
      if (isDown) return;
      isDown = true;
      const outage = { from: Date.now(), to: Number.POSITIVE_INFINITY };
      outages.push(outage);
      postgres.crash();
      await setTimeout(downMs);
      await postgres.start();
      outage.to = Date.now();
      isDown = false;
    },
    isUp: () => !isDown,
  };
}

export async function startStage(random: Random): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "sambut-faults-"));
  const skewMs = random.int(60, 200) * 1_000 * (random.chance(0.5) ? 1 : -1);
  const postgres = await startPostgres({ safe: true });
  const sandbox = await startSandbox({ ...account, clock: sandboxClock, auto: false, hangMs: 5_000 });
  const [port = 0, portA = 0, portB = 0, workerPort = 0] = await freePorts(4);
  const network = await startNetwork(port, [portA, portB], {
    secretKey: account.secretKey,
    random: random.fork("network"),
  });
  const settings = settingsOf({ databaseUrl: postgres.url, url: network.url, sandbox, folder });
  const database = await openForUs(settings);

  const keep = (name: string, args: string[], ownPort: number, more: Record<string, string>) =>
    keepRunning({
      name,
      args,
      env: { ...process.env, ...settings, ...more, NODE_ENV: "production", CRON_SECRET: "" },
      healthUrl: `http://127.0.0.1:${ownPort}/api/health`,
      logs: join(folder, "logs"),
    });
  const beside = { WORKERS: "beside" };
  const wrong = ["--import", "./e2e/faults/skew.mjs", ...portalServer];
  const kept: Record<Exclude<Victim, "PostgreSQL">, Keeper> = {
    "portal A": keep("portal-a", portalServer, portA, { ...beside, PORT: String(portA) }),
    "portal B": keep("portal-b", wrong, portB, { ...beside, PORT: String(portB), CLOCK_SKEW_MS: String(skewMs) }),
    worker: keep("worker", ["--import", "tsx", "scripts/worker.ts"], workerPort, {
      ...beside,
      WORKER_PORT: String(workerPort),
    }),
  };
  const keepers = Object.values(kept);
  const server = postgresKeeper(postgres);
  const restarts = new Set<Promise<void>>();

  const isUp = (victim: Victim) => (victim === "PostgreSQL" ? server.isUp() : kept[victim].isUp());
  const kill = (victim: Victim, downMs: number) => {
    const restart = victim === "PostgreSQL" ? server.kill(downMs) : kept[victim].kill(downMs);
    const noted = restart.finally(() => restarts.delete(noted));
    restarts.add(noted);
  };
  const untilReady = async () => {
    await Promise.all(restarts);
    await Promise.all(keepers.map((one) => one.untilAnswers()));
  };
  return {
    url: network.url,
    folder,
    sandbox,
    network,
    database,
    version: postgres.version,
    skewMs,
    isUp,
    fillDisk: (victim, forMs) => kept[victim].fillDisk(forMs),
    kill,
    untilReady,
    powerCut: async (between) => {
      await Promise.all(restarts);
      await Promise.all(keepers.map((one) => one.halt()));
      await server.kill(200);
      await between();
      for (const one of keepers) one.go();
      await untilReady();
    },
    outages: server.outages,
    kills: () => {
      const [a, b, worker] = [kept["portal A"].kills(), kept["portal B"].kills(), kept.worker.kills()];
      return { "portal A": a, "portal B": b, worker, PostgreSQL: server.outages.length };
    },
    endings: () => Object.entries(kept).flatMap(([name, { endings }]) => endings.map((one) => ({ name, ...one }))),
    stop: async () => {
      await Promise.all(restarts);
      await Promise.all(keepers.map((one) => one.halt()));
      await Promise.all([network.stop(), sandbox.close(), database.close().catch(() => {})]);
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
