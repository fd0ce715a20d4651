import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { findLatestSubmission } from "@/db/queries/submissions";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { env } from "@/lib/env";
import { enqueue, stopWorkers, wantedSoFar } from "@/lib/jobs/queue";
import { closeMail } from "@/lib/mail/send-mail";
import { readyApplication } from "@/lib/onboarding/ready-application.fixture";
import { submitApplication } from "@/lib/onboarding/submit-application";
import { doDueWork, openWork } from "@/lib/work";
import { workIfWanted } from "@/lib/work-after";
import { type RunningSandbox, startSandbox } from "@/sandbox/server";
import { refuseStream } from "../live/no-streams";
import { GET } from "./route";

const secret = "a-secret-of-the-cron-route";
let sandbox: RunningSandbox;
let opened: Database;

beforeAll(async () => {
  sandbox = await startSandbox({ clientId: "BRN-0001-TEST", secretKey: "SK-TEST-0000", auto: false, hangMs: 200 });
  Object.assign(process.env, {
    WORKERS: "requests",
    CRON_SECRET: secret,
    DOKU_BASE_URL: sandbox.url,
    SMTP_URL: `smtp://127.0.0.1:${sandbox.smtpPort}`,
  });
  opened = await openTestDatabase();
  await openWork();
});
afterAll(async () => {
  await stopWorkers();
  closeMail();
  await closeTestDatabase();
  await sandbox.close();
});
beforeEach(async () => {
  await opened.executeSql("delete from pgboss.job");
});

const call = (authorization = `Bearer ${secret}`) =>
  GET(new Request("http://localhost:3000/api/cron", { headers: { authorization } }));
const jobs = async () =>
  (await opened.executeSql("select name, state, retry_count as tries from pgboss.job order by name, created_on")).rows;
async function businessesNamed(name: string): Promise<number> {
  const answer = await fetch(`${sandbox.url}/control/businesses`);
  const { businesses } = (await answer.json()) as { businesses: { name: string }[] };
  return businesses.filter((business) => business.name === name).length;
}
const nobody = { applicationId: "00000000-0000-4000-8000-000000000000", reason: "asked" } as const;
const noneDone = { done: 0, failed: 0, back: 0, isTimeUp: false };

describe("who may call", () => {
  it.each(["", "Bearer", "Bearer wrong", `Basic ${secret}`, `Bearer ${secret}x`])("not %j", async (authorization) => {
    await enqueue(opened.db, "send-application", { submissionId: "00000000-0000-4000-8000-000000000000" });
    expect((await call(authorization)).status).toBe(401);
    expect(await jobs()).toMatchObject([{ state: "created" }]);
  });

  it("nobody where a process does the work, and there streams are open", async () => {
    const stream = new Request("http://localhost:3000/api/live/desk");
    const poll = new Request(stream, { headers: { accept: "application/json" } });
    expect([refuseStream(stream)?.status, refuseStream(poll)]).toEqual([204, null]);
    env().WORKERS = "inside";
    expect((await call()).status).toBe(404);
    expect(refuseStream(stream)).toBeNull();
    env().WORKERS = "requests";
  });
});

it("two calls at once send a merchant's application once, with all that follows, and a third finds nothing", async () => {
  const actor = await readyApplication("Warung Tanpa Proses");
  await submitApplication({ actor });
  expect(await businessesNamed("Warung Tanpa Proses")).toBe(0);
  const answers = await Promise.all([call(), call()]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  const counts = (await Promise.all(answers.map((answer) => answer.json()))) as { done: number; failed: number }[];
  expect(await businessesNamed("Warung Tanpa Proses")).toBe(1);
  expect((await findLatestSubmission(opened.db, actor.applicationId))?.stage).toBe("done");
  const finished = await jobs();
  expect(finished.every((job) => (job as { state: string; tries: number }).state === "completed")).toBe(true);
  expect(counts.reduce((sum, { done }) => sum + done, 0)).toBe(finished.length);
  expect(await (await call()).json()).toMatchObject(noneDone);
});

it("work that fails is planned again with its delay, and dead after its last try, as with workers", async () => {
  // No such mail: the handler throws on an id that the database cannot read.
  await enqueue(opened.db, "send-status-mail", { mailId: "not an id" });
  expect(await (await call()).json()).toMatchObject({ ...noneDone, failed: 1 });
  expect(await jobs()).toMatchObject([{ state: "retry", tries: 0 }]);
  expect(await (await call()).json()).toMatchObject(noneDone);
  await opened.executeSql("update pgboss.job set start_after = now() - interval '1 s', retry_count = retry_limit - 1");
  expect(await (await call()).json()).toMatchObject({ failed: 1 });
  expect(await jobs()).toMatchObject([{ state: "failed" }]);
});

it("begins nothing when the time is up", async () => {
  await enqueue(opened.db, "read-business", { applicationId: "00000000-0000-4000-8000-000000000000", reason: "asked" });
  expect(await doDueWork(Date.now() - 1)).toMatchObject({ done: 0, isTimeUp: true });
  expect(await jobs()).toMatchObject([{ state: "created" }]);
});

it("is done after a request that wanted it, by one of several that end at once, and not after one that did not", async () => {
  await workIfWanted(wantedSoFar());
  const atDoor = wantedSoFar();
  await enqueue(opened.db, "read-business", nobody);
  await Promise.all([workIfWanted(atDoor), workIfWanted(atDoor), workIfWanted(atDoor)]);
  expect(await jobs()).toMatchObject([{ state: "completed" }]);
  await opened.executeSql("update pgboss.job set state = 'created'");
  await workIfWanted(wantedSoFar());
  expect(await jobs()).toMatchObject([{ state: "created" }]);
});

it("keeps a request for a bounded time: what takes longer goes back to the queue", async () => {
  const actor = await readyApplication("Warung Lambat");
  const atDoor = wantedSoFar();
  await submitApplication({ actor });
  const fault = { endpoint: "register", kind: "slow", delayMs: 4_000 };
  const headers = { "Content-Type": "application/json" };
  await fetch(`${sandbox.url}/control/faults`, { method: "POST", headers, body: JSON.stringify(fault) });
  const before = performance.now();
  await workIfWanted(atDoor, { begin: 300, grace: 300, end: 1_500 });
  // Before DOKU has answered.
  expect(performance.now() - before).toBeLessThan(3_500);
  await expect.poll(jobs).toContainEqual({ name: "send-application", state: "retry", tries: 0 });
  const stage = async () => (await findLatestSubmission(opened.db, actor.applicationId))?.stage;
  await expect.poll(stage, { timeout: 40_000 }).toBe("done");
});

it("is done after the request that wanted it, though another one did all that it could see before that was committed", async () => {
  const atDoor = wantedSoFar();
  // Not to be seen by others: what stands in the queue in a transaction that has not ended.
  await enqueue(opened.db, "read-business", nobody, { startAfterSeconds: 3_600 });
  await workIfWanted(atDoor);
  expect(await jobs()).toMatchObject([{ state: "created" }]);
  await opened.executeSql("update pgboss.job set start_after = now() - interval '1 s'");
  await workIfWanted(atDoor);
  expect(await jobs()).toMatchObject([{ state: "completed" }]);
});
