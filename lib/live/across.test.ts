import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { listenTo } from "@/db/listen";
import { type PostgresServer, startPostgres } from "@/scripts/postgres-server";
import { startCrossing } from "./across";
import { announceChange, announceFromElsewhere, onChange, onOwnChange } from "./changes";

let server: PostgresServer;
let pool: pg.Pool;
let stopCrossing: () => Promise<void>;

beforeAll(async () => {
  server = await startPostgres();
  vi.stubEnv("DATABASE_URL", server.url);
  pool = new pg.Pool({ connectionString: server.url });
  stopCrossing = await startCrossing({ kind: "pg", executeSql: (text, values) => pool.query(text, values) });
});
afterAll(async () => {
  await stopCrossing();
  await pool.end();
  await server.stop();
  vi.unstubAllEnvs();
});

/** What is told on the channel, and what arrives here. */
async function overhear() {
  const told: string[] = [];
  const heard: string[] = [];
  const listening = await listenTo(server.url, "sambut_changes", (payload) => told.push(payload));
  const stop = onChange((id) => heard.push(id));
  return {
    told,
    heard,
    end: async () => {
      stop();
      await listening.stop();
    },
  };
}
const sayElsewhere = (...ids: string[]) =>
  pool.query("select pg_notify('sambut_changes', $1)", [["another process", ...ids].join(",")]);

it("tells others once what changed here, however often, and does not hear itself", async () => {
  const { told, heard, end } = await overhear();
  const [one, two] = [randomUUID(), randomUUID()];
  for (const id of [one, two, one, one]) announceChange(id);
  await expect.poll(() => told.length).toBe(1);
  expect(told[0]?.split(",").slice(1)).toEqual([one, two]);
  await sayElsewhere("a sign that everything before it has arrived");
  await expect.poll(() => heard.length).toBe(5);
  expect(heard.slice(0, 4)).toEqual([one, two, one, one]);
  await end();
});

it("hears of what changed elsewhere, and does not pass it on", async () => {
  const { told, heard, end } = await overhear();
  const own: string[] = [];
  const stop = onOwnChange((id) => own.push(id));
  await sayElsewhere("one", "two");
  await expect.poll(() => heard).toEqual(["one", "two"]);
  announceFromElsewhere("three");
  expect(own).toEqual([]);
  // What this test said itself; a connection of its own hears it in its own time.
  await expect.poll(() => told).toHaveLength(1);
  stop();
  await end();
});

it("tells of more than one message can hold", async () => {
  const { told, end } = await overhear();
  const ids = Array.from({ length: 450 }, () => randomUUID());
  for (const id of ids) announceChange(id);
  await expect.poll(() => told.flatMap((payload) => payload.split(",").slice(1))).toEqual(ids);
  await end();
});

it("listens again after the connection broke", async () => {
  const { heard, end } = await overhear();
  const others = "pid <> pg_backend_pid() and query like 'listen%'";
  await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${others}`);
  await expect
    .poll(
      async () => {
        await sayElsewhere("after");
        return heard.includes("after");
      },
      { timeout: 10_000, interval: 200 },
    )
    .toBe(true);
  await end();
});
