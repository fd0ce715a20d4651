/**
 * How many callbacks a second are taken in: ours through both doors beside what others would build, on one machine and one
 * PostgreSQL that writes through to the disk. Targets and figures are in docs/performance.md.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { freePorts } from "../e2e/free-ports";
import { paths } from "../lib/paths";
import { type Child, startChild, untilAnswers } from "../scripts/children";
import { buildPortal, isBuildFresh, nextBin, portalServer } from "../scripts/portal-build";
import { startPostgres } from "../scripts/postgres-server";
import type { LoadOrder, LoadReport } from "./load";
import { inDatabase, insertMerchants } from "./merchants";
import { ms, percentile } from "./numbers";
import { asAfterAWhile, ownServer } from "./postgres";
import { createTable } from "./rivals/rival";
import { benchSettings } from "./settings";

const rounds = 5;
const connections = 32;
const merchants = 300;
/** Enough for some seconds each. */
const amounts = { next: 5_000, lean: 15_000 };
const halfLoadSeconds = 6;
const targets = { nextDoor: 0.9, leanDoor: 1, p99Ms: 20 };

type Name = "ours, lean" | "ours, Next" | "Next, check" | "Next, INSERT" | "Hono, INSERT" | "Fastify, INSERT";
type Contestant = { name: Name; url: string; amount: number; asked: (token: string) => string; isOurs: boolean };
async function load(order: LoadOrder): Promise<LoadReport> {
  const folder = mkdtempSync(join(tmpdir(), "sambut-load-"));
  const output = join(folder, "report");
  const child = startChild("The load", ["--import", "tsx", "bench/load.ts"], {
    env: { ...process.env, LOAD: JSON.stringify(order) },
    output,
  });
  const how = await child.ended;
  const text = readFileSync(output, "utf8");
  rmSync(folder, { recursive: true });
  if (how !== "exit code 0") throw new Error(`The load ended with ${how}: ${text.slice(-500)}`);
  return JSON.parse(text.trim().split("\n").at(-1) ?? "null") as LoadReport;
}

/** What our database holds: stored, and not yet applied. */
async function stored(client: pg.Client): Promise<{ all: number; waiting: number }> {
  const { rows } = await client.query(
    "select count(*)::int as all, (count(*) filter (where outcome = 'received'))::int as waiting from webhook_events",
  );
  return rows[0];
}

/** @returns seconds until nothing waits to be applied */
async function untilApplied(client: pg.Client): Promise<number> {
  const start = performance.now();
  while ((await stored(client)).waiting > 0) await new Promise((resolve) => setTimeout(resolve, 100));
  return (performance.now() - start) / 1000;
}

const spread = (values: readonly number[]) => {
  const [low, mid, high] = [0, 0.5, 1].map((share) => Math.round(percentile(values, share)));
  return `${mid}/s (${low} to ${high})`;
};

export async function benchWebhooks(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "sambut-bench-webhooks-"));
  const children: Child[] = [];
  const postgres = await startPostgres({ safe: true, settings: ownServer() });
  Object.assign(process.env, benchSettings(postgres.url));
  const client = new pg.Client({ connectionString: postgres.url });
  try {
    if (!isBuildFresh() && !(await buildPortal("terminal"))) return false;
    const rivalBuild = startChild("The rival's build", [nextBin, "build", "bench/rivals/next"], {
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      output: join(folder, "rival-build.log"),
    });
    if ((await rivalBuild.ended) !== "exit code 0") throw new Error("The Next rival could not be built.");
    const all = await inDatabase(postgres.url, (opened) => insertMerchants(opened, merchants));
    await client.connect();
    await client.query(createTable);

    const [portalPort, fastifyPort, honoPort, nextPort] = await freePorts(4);
    const start = async (name: string, args: string[], port: number, ready: string, more: Record<string, string>) => {
      const env = { ...process.env, ...more, NODE_ENV: "production" as const, PORT: String(port) };
      const child = startChild(name, args, { env, output: join(folder, "servers.log") });
      children.push(child);
      await untilAnswers(child, `http://127.0.0.1:${port}${ready}`, 60_000);
    };
    const appUrl = `http://localhost:${portalPort}`;
    const portal = { APP_URL: appUrl, DATA_DIR: folder, WORKERS: "beside", LOG_LEVEL: "info" };
    await start("The portal", portalServer, portalPort ?? 0, "/api/health", portal);
    const tsx = (file: string) => ["--import", "tsx", file];
    await start("Fastify", tsx("bench/rivals/fastify.ts"), fastifyPort ?? 0, "/ready", {});
    await start("Hono", tsx("bench/rivals/hono.ts"), honoPort ?? 0, "/ready", {});
    const nextArgs = [nextBin, "start", "bench/rivals/next", "--port", String(nextPort)];
    await start("Next", nextArgs, nextPort ?? 0, "/ready", {});

    const at = (port: number | undefined) => `http://127.0.0.1:${port}`;
    const spelt = (path: string) => `${path.slice(0, -1)}%${(path.at(-1) ?? "").charCodeAt(0).toString(16)}`;
    const { lean, next } = amounts;
    const own = (token: string) => paths.webhook(token);
    const plain = (prefix: string) => (token: string) => `${prefix}/${token}`;
    const contestants: Contestant[] = [
      { name: "ours, lean", url: at(portalPort), amount: lean, asked: own, isOurs: true },
      { name: "ours, Next", url: at(portalPort), amount: next, asked: (token) => spelt(own(token)), isOurs: true },
      { name: "Next, check", url: at(nextPort), amount: next, asked: plain("/check"), isOurs: false },
      { name: "Next, INSERT", url: at(nextPort), amount: next, asked: plain("/insert"), isOurs: false },
      { name: "Hono, INSERT", url: at(honoPort), amount: lean, asked: plain("/hooks"), isOurs: false },
      { name: "Fastify, INSERT", url: at(fastifyPort), amount: lean, asked: plain("/hooks"), isOurs: false },
    ];
    const { DOKU_CLIENT_ID: clientId = "", DOKU_SECRET_KEY: secretKey = "" } = process.env;
    const orderFor = ({ url, asked, isOurs }: Contestant, amount: number): LoadOrder => ({
      url,
      amount,
      connections,
      clientId,
      secretKey,
      targets: all.map(({ token, businessId }) => ({
        asked: asked(token),
        signed: isOurs ? own(token) : asked(token),
        businessId,
      })),
    });

    const perSecond = new Map<Name, number[]>(contestants.map(({ name }) => [name, []]));
    const drains: number[] = [];
    let lost = 0;
    let refused = 0;
    const run = async (contestant: Contestant, order: LoadOrder) => {
      const before = contestant.isOurs ? (await stored(client)).all : 0;
      const report = await load(order);
      refused += report.others;
      if (contestant.isOurs) {
        const after = await stored(client);
        // Stored and not answered is no loss: it comes again, and is known then.
        lost += Math.max(0, report.answered2xx - (after.all - before));
        const seconds = await untilApplied(client);
        if (after.waiting > 0) drains.push(after.waiting / seconds);
      }
      return report;
    };
    // A server that has run for a while has its code compiled; a process in which much else runs takes longer for that.
    for (let warmUp = 0; warmUp < 2; warmUp += 1) {
      for (const contestant of contestants) await run(contestant, orderFor(contestant, contestant.amount));
    }
    await asAfterAWhile(client);
    for (let round = 1; round <= rounds; round += 1) {
      for (const contestant of contestants) {
        const { perSecond: rate, p99 } = await run(contestant, orderFor(contestant, contestant.amount));
        perSecond.get(contestant.name)?.push(rate);
        console.log(`round ${round}  ${contestant.name.padEnd(16)} ${Math.round(rate)}/s  p99 ${ms(p99)}`);
      }
    }
    const median = (name: Name) => percentile(perSecond.get(name) ?? [], 0.5);
    const [leanDoor] = contestants;
    const half = Math.round(median("ours, lean") / 2);
    const p99s: number[] = [];
    for (let round = 0; round < rounds && leanDoor; round += 1) {
      const order = { ...orderFor(leanDoor, half * halfLoadSeconds), rate: half };
      p99s.push((await run(leanDoor, order)).p99);
    }
    const p99 = percentile(p99s, 0.5);
    const nextRatio = median("ours, Next") / median("Next, check");
    const leanRatio = median("ours, lean") / median("Fastify, INSERT");

    console.log(
      `\nMedian of ${rounds} runs, from the least to the most, ${connections} connections, ${postgres.version}`,
    );
    for (const { name } of contestants) console.log(`  ${name.padEnd(16)} ${spread(perSecond.get(name) ?? [])}`);
    console.log(`  Next door / Next that only checks   ${nextRatio.toFixed(2)}  (wanted ${targets.nextDoor})`);
    console.log(`  lean door / Fastify with raw INSERT ${leanRatio.toFixed(2)}  (wanted ${targets.leanDoor})`);
    console.log(`  lean door at half load, ${half}/s: p99 ${p99s.map(ms).join(", ")}  (wanted ${ms(targets.p99Ms)})`);
    console.log(`  applied afterwards: ${spread(drains)}; lost: ${lost}; not answered 2xx: ${refused}`);
    return (
      lost === 0 &&
      refused === 0 &&
      nextRatio >= targets.nextDoor &&
      leanRatio >= targets.leanDoor &&
      p99 <= targets.p99Ms
    );
  } finally {
    await client.end().catch(() => {});
    await Promise.all(children.map((child) => child.stop()));
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
