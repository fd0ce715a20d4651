import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { type Database, setDatabase } from "@/db/client";
import { applications, dokuBreakers, submissions, users, webhookEvents } from "@/db/schema";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import type { DokuCall } from "@/lib/doku/request";
import { env } from "@/lib/env";
import { startJobs, stopWorkers } from "@/lib/jobs/queue";

const token = "metrics-token-of-a-test";
const minute = 60_000;
const ago = (ms: number) => new Date(Date.now() - ms);
let opened: Database;
let scrape: (authorization?: string) => Promise<Response>;

async function merchant(ownerId: string, clock: { dueSoonAt: Date; dueAt: Date }): Promise<string> {
  const values = {
    ownerId,
    businessName: "Warung Rahasia",
    webhookTokenHash: randomUUID(),
    webhookToken: "t",
    ...clock,
  };
  const [row] = await opened.db.insert(applications).values(values).returning({ id: applications.id });
  return row?.id ?? "";
}

async function event(applicationId: string, outcome: "received" | "applied", receivedAt: Date): Promise<void> {
  const values = {
    applicationId,
    requestId: randomUUID(),
    digest: "d",
    verified: true,
    body: "{}",
    outcome,
    receivedAt,
  };
  await opened.db.insert(webhookEvents).values(values);
}

beforeAll(async () => {
  opened = await openTestDatabase();
  await startJobs();
  const person = { role: "merchant" as const, email: "a@example.test", emailIndex: "a", name: "Sari Dewi" };
  const [owner] = await opened.db.insert(users).values(person).returning({ id: users.id });
  const soon = ago(-30 * minute);
  const late = ago(-60 * minute);
  const first = await merchant(owner?.id ?? "", { dueSoonAt: ago(10 * minute), dueAt: ago(minute) });
  await merchant(owner?.id ?? "", { dueSoonAt: ago(minute), dueAt: soon });
  await merchant(owner?.id ?? "", { dueSoonAt: soon, dueAt: late });
  await event(first, "received", ago(2 * minute));
  await event(first, "received", ago(minute));
  await event(first, "applied", ago(9 * minute));
  await opened.db.insert(submissions).values({ applicationId: first, kind: "registration", stage: "attention" });
  const waiting = "now() - interval '4 minutes'";
  await opened.executeSql(`insert into pgboss.job (name, start_after) values ('send-status-mail', ${waiting})`);
  const later = "now() + interval '1 hour'";
  await opened.executeSql(`insert into pgboss.job (name, start_after) values ('send-status-mail', ${later})`);
});
beforeEach(async () => {
  setDatabase(opened);
  vi.stubEnv("METRICS_TOKEN", token);
  // Settings and numbers are kept in memory; a module of its own for each test starts without any.
  vi.resetModules();
  const { GET } = await import("./route");
  scrape = async (authorization = `Bearer ${token}`) =>
    await GET(new Request("http://portal.test/api/metrics", { headers: { authorization } }));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await stopWorkers();
  await closeTestDatabase();
});

it("is there for nobody without the setting, and only for who has the token with it", async () => {
  for (const wrong of ["", "Bearer ", `Bearer ${token}x`, `Basic ${token}`]) {
    const answer = await scrape(wrong);
    expect([answer.status, await answer.text()]).toEqual([401, ""]);
  }
  vi.stubEnv("METRICS_TOKEN", "");
  vi.resetModules();
  const { GET } = await import("./route");
  const headers = { authorization: "Bearer " };
  expect((await GET(new Request("http://portal.test/api/metrics", { headers }))).status).toBe(404);
});

it("shows what was counted, in this bundle or another", async () => {
  const { countCallback, countDokuCall, countDrifts, countJob } = await import("@/lib/metrics/count");
  countCallback("accepted", 0.004);
  countCallback("unverified", 0.03);
  countCallback("unknown_token", 9);
  const call = { endpoint: "get-business", outcome: "timeout", durationMs: 700 } as Partial<DokuCall> as DokuCall;
  countDokuCall(call);
  countJob("read-business", "dead", 2);
  countDrifts(3);
  vi.resetModules();
  const text = await (await (await import("./route")).GET(requestWithToken())).text();
  expect(text).toContain('sambut_callbacks_total{outcome="accepted"} 1\n');
  expect(text).toContain('sambut_callbacks_total{outcome="failed"} 0\n');
  expect(text).toContain('sambut_callback_ack_seconds_bucket{le="0.005"} 1\n');
  expect(text).toContain("sambut_callback_ack_seconds_count 2\n");
  expect(text).toContain('sambut_doku_calls_total{endpoint="get-business",outcome="timeout"} 1\n');
  expect(text).toContain('sambut_doku_call_seconds_bucket{le="1",endpoint="get-business"} 1\n');
  expect(text).toContain('sambut_jobs_total{job="read-business",outcome="dead"} 1\n');
  expect(text).toContain("sambut_drifts_total 3\n");
  expect(text).toContain("process_resident_memory_bytes");
});

const requestWithToken = () =>
  new Request("http://portal.test/api/metrics", { headers: { authorization: `Bearer ${token}` } });

it("shows what waits in the database, without a word about anybody", async () => {
  const text = await (await scrape()).text();
  const numberAt = (series: string) => {
    const line = text.split("\n").find((one) => one.startsWith(`${series} `));
    return line === undefined ? null : Number(line.slice(series.length));
  };
  /** What was so old when the test began, on a machine that may be slow. */
  const isAbout = (seconds: number, found: number | null) => {
    expect(found).toBeGreaterThanOrEqual(seconds - 1);
    expect(found).toBeLessThan(seconds + 100);
  };
  expect(numberAt("sambut_database_up")).toBe(1);
  expect(numberAt("sambut_callbacks_waiting")).toBe(2);
  isAbout(120, numberAt("sambut_callbacks_waiting_oldest_seconds"));
  expect(numberAt('sambut_jobs_waiting{job="send-status-mail"}')).toBe(1);
  isAbout(240, numberAt('sambut_jobs_waiting_oldest_seconds{job="send-status-mail"}'));
  expect(numberAt('sambut_jobs_waiting{job="read-business"}')).toBe(0);
  expect(numberAt('sambut_submissions_outgoing{stage="attention"}')).toBe(1);
  expect(numberAt('sambut_clocks{state="waiting"}')).toBe(1);
  expect(numberAt('sambut_clocks{state="due_soon"}')).toBe(1);
  expect(numberAt('sambut_clocks{state="overdue"}')).toBe(1);
  expect(numberAt('sambut_doku_breaker_open{environment="own"}')).toBe(0);
  expect(numberAt("sambut_live_streams")).toBe(0);
  expect(text).not.toMatch(/Rahasia|Sari|example\.test|[0-9a-f]{8}-[0-9a-f]{4}/);
});

it("calls DOKU paused while the one in use is, whatever became of another that was", async () => {
  const gauge = 'sambut_doku_breaker_open{environment="own"}';
  const open = { failures: 5, changedAt: ago(minute), kind: "timeout", openedAt: ago(minute), nextTryAt: ago(minute) };
  const changed = async (baseUrl: string) => {
    await opened.db.insert(dokuBreakers).values({ baseUrl, ...open });
    vi.resetModules();
    const { GET } = await import("./route");
    return await (await GET(requestWithToken())).text();
  };
  expect(await changed("https://doku-yang-lama.example.test")).toContain(`${gauge} 0\n`);
  expect(await changed(env().DOKU_BASE_URL)).toContain(`${gauge} 1\n`);
  await opened.db.delete(dokuBreakers);
});

it("says that the database is away instead of old numbers", async () => {
  const away = () => {
    throw new Error("connect ECONNREFUSED");
  };
  setDatabase({ ...opened, db: new Proxy(opened.db, { get: away }) });
  const answer = await scrape();
  const text = await answer.text();
  expect(answer.status).toBe(200);
  expect(text).toContain("sambut_database_up 0\n");
  expect(text).not.toContain("sambut_callbacks_waiting");
});
