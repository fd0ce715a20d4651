/** What the database knows, read when somebody scrapes: the same from every process that shares it. */
import { Gauge, Registry } from "prom-client";
import { database } from "@/db/client";
import { readWaitingWork, type WaitingWork } from "@/db/queries/health";
import { readWatchedNumbers, type WatchedNumbers } from "@/db/queries/metrics";
import { dokuAccount } from "../doku-account";
import { dokuEnvironments, environmentOf } from "../domain/doku-settings";
import { probe } from "../health/probe";
import { jobNames } from "../jobs/queue";
import { errorKind, log } from "../log";

const read = probe(
  async () => {
    const { db, executeSql } = await database();
    const { baseUrl } = await dokuAccount(db);
    const numbers = await readWatchedNumbers(db, new Date(), baseUrl);
    return { numbers, work: await readWaitingWork(executeSql, jobNames) };
  },
  { keptForMs: 5_000, patienceMs: 4_000 },
);

function setAll(registry: Registry, { numbers, work }: { numbers: WatchedNumbers; work: WaitingWork[] }): void {
  const registers = [registry];
  const one = (name: string, help: string, value: number) => new Gauge({ name, help, registers }).set(value);
  const many = (name: string, help: string, label: string, values: readonly (readonly [string, number])[]) => {
    const gauge = new Gauge({ name, help, labelNames: [label], registers });
    for (const [word, value] of values) gauge.set({ [label]: word }, value);
  };
  const { callbacks, outgoing, clocks, desk, doku } = numbers;
  one("sambut_callbacks_waiting", "Callbacks that are stored and not yet applied", callbacks.waiting);
  one(
    "sambut_callbacks_waiting_oldest_seconds",
    "Age of the oldest callback that is not yet applied",
    callbacks.oldestSeconds,
  );
  many(
    "sambut_jobs_waiting",
    "Background work that could be taken now, by kind",
    "job",
    work.map(({ job, waiting }) => [job, waiting]),
  );
  many(
    "sambut_jobs_waiting_oldest_seconds",
    "How long the oldest of it could have been taken, by kind",
    "job",
    work.map(({ job, oldestSeconds }) => [job, oldestSeconds]),
  );
  many(
    "sambut_submissions_outgoing",
    "Submissions that are not at DOKU yet; at stage attention they wait for a person",
    "stage",
    Object.entries(outgoing),
  );
  many("sambut_clocks", "Merchants for whom DOKU's time runs, by their first clock", "state", Object.entries(clocks));
  many("sambut_desk_merchants", "Merchants in the staff's queue, by why", "need", Object.entries(desk));
  const paused = doku.isPaused ? environmentOf(doku.baseUrl) : null;
  many(
    "sambut_doku_breaker_open",
    "1 while DOKU is left alone because it does not answer as it should",
    "environment",
    dokuEnvironments.map((environment) => [environment, environment === paused ? 1 : 0]),
  );
}

/** The gauges in Prometheus' text. Without the database only `sambut_database_up 0`: no number is better than an old one. */
export async function databaseGauges(): Promise<string> {
  const registry = new Registry();
  const up = new Gauge({
    name: "sambut_database_up",
    help: "1 when the database answered this scrape",
    registers: [registry],
  });
  try {
    setAll(registry, await read());
    up.set(1);
  } catch (error) {
    log.warn("metrics.database", { error: errorKind(error) });
    up.set(0);
  }
  return await registry.metrics();
}
