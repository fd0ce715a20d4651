/** A process whose clock is wrong, beside others on one PostgreSQL: what they compare goes by the database's clock. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { type Database, openDatabase, setDatabase } from "@/db/client";
import { databaseNow, sharedNow } from "@/db/clock";
import { prepareDatabase } from "@/db/prepare";
import { findApplicationUnscoped, updateApplication } from "@/db/queries/applications";
import { findBreaker } from "@/db/queries/breakers";
import { insertDokuCall } from "@/db/queries/kyb";
import { claimMail, insertMailsOnce } from "@/db/queries/mails";
import { findSubmission, insertSubmission, leaseSubmission } from "@/db/queries/submissions";
import { dokuBreakers } from "@/db/schema";
import { type PostgresServer, startPostgres } from "@/scripts/postgres-server";
import { admitCall, dokuWaitMs, forgetKnownBreakers, isDokuPaused } from "./doku-breaker";
import { startJobs, stopWorkers } from "./jobs/queue";
import { enqueueDueReads } from "./kyb/due-reads";
import { sendStatusMail } from "./kyb/send-status-mail";
import { addMailMerchant } from "./kyb/test-mail-merchant";
import { look, otherLookers } from "./live/lookers";
import { requeueLostSubmissions } from "./onboarding/requeue-lost-submissions";
import { sendApplication } from "./onboarding/send-application";
import { typedCall } from "./onboarding/typed-call";
import { waitForDoku } from "./onboarding/wait-for-doku";
import { confirmCode } from "./sign-in/confirm-sign-in";
import { readOwnAttempt } from "./sign-in/read-sign-in";
import { startAttempt } from "./sign-in/start-attempt";
import { addStaff } from "./testing/staff";

const hourMs = 3_600_000;
const baseUrl = "http://127.0.0.1:9/";
let server: PostgresServer;
let opened: Database;

beforeAll(async () => {
  vi.stubEnv("DOKU_BASE_URL", baseUrl);
  server = await startPostgres();
  opened = await openDatabase({ DATABASE_URL: server.url, dataDir: "" });
  await prepareDatabase(opened);
  setDatabase(opened);
  await startJobs();
});
afterAll(async () => {
  await stopWorkers();
  await opened.close();
  setDatabase(undefined);
  await server.stop();
  vi.unstubAllEnvs();
});
beforeEach(async () => {
  await opened.db.delete(dokuBreakers);
  forgetKnownBreakers();
});
afterEach(() => void vi.useRealTimers());

/** From now on this process's clock is wrong by an hour; the database's is not. */
const beAhead = () => void vi.useFakeTimers({ now: Date.now() + hourMs, toFake: ["Date"] });
const beBehind = () => void vi.useFakeTimers({ now: Date.now() - hourMs, toFake: ["Date"] });
const inMs = async (ms: number) => new Date((await databaseNow(opened.db)).getTime() + ms);
const jobsAbout = async (column: string, id: string) =>
  (await opened.executeSql(`select 1 from pgboss.job where data->>'${column}' = $1`, [id])).rows.length;

async function submission() {
  const { id: applicationId } = await addMailMerchant();
  const values = { applicationId, kind: "registration", attempt: 1, filesTotal: 0, sent: null, target: null } as const;
  return { applicationId, id: await insertSubmission(opened.db, values) };
}
async function pause(nextTryAt: Date): Promise<void> {
  const facts = { failures: 5, changedAt: await inMs(0), kind: "unavailable", status: 503, probes: 0 };
  await opened.db.insert(dokuBreakers).values({ baseUrl, ...facts, openedAt: await inMs(-1_000), nextTryAt });
}

it("tells the database's time, whatever its own clock says, and when that is set while it runs", async () => {
  const difference = async () => Math.abs((await sharedNow(opened.db)).getTime() - (await inMs(0)).getTime());
  expect(await difference()).toBeLessThan(10_000);
  beAhead();
  expect(await difference()).toBeLessThan(10_000);
  vi.useRealTimers();
  beBehind();
  expect(await difference()).toBeLessThan(10_000);
});

it("asks the database for it once for many", async () => {
  await sharedNow(opened.db);
  const asked = vi.spyOn(opened.db, "select");
  for (let turn = 0; turn < 5; turn += 1) await sharedNow(opened.db);
  expect(asked).not.toHaveBeenCalled();
  asked.mockRestore();
});

it("takes no living lease away, neither of a submission nor of a mail", async () => {
  const { applicationId, id } = await submission();
  const due = { now: await inMs(0), dueBy: await inMs(0), leaseMs: 90_000 };
  expect(await leaseSubmission(opened.db, id, "another", due)).not.toBeNull();
  const { userId: receiverId } = await addStaff("Sari");
  const mail = { applicationId, receiverId, kind: "submitted", occasion: "once", facts: {} } as const;
  const [mailId = ""] = await insertMailsOnce(opened.db, [mail]);
  expect(await claimMail(opened.db, mailId, await inMs(0), 300_000)).toBe(true);
  beAhead();
  await sendApplication({ submissionId: id });
  await requeueLostSubmissions();
  const { rows } = await opened.executeSql("select lease_holder, tries from submissions where id = $1", [id]);
  expect(rows).toEqual([{ lease_holder: "another", tries: 0 }]);
  expect(await jobsAbout("submissionId", id)).toBe(0);
  await expect(sendStatusMail({ mailId })).rejects.toThrow("by somebody else");
});

it("neither brings back too soon nor leaves lying what is planned", async () => {
  const { applicationId, id } = await submission();
  beAhead();
  await waitForDoku(id, 5_000);
  vi.useRealTimers();
  const planned = (await findSubmission(opened.db, id))?.nextTryAt?.getTime() ?? 0;
  expect(planned - (await inMs(0)).getTime()).toBeLessThan(15_000);

  await updateApplication(opened.db, applicationId, { dokuBusinessId: "BSN-1", nextReadAt: await inMs(600_000) });
  beAhead();
  await enqueueDueReads();
  expect(await jobsAbout("applicationId", applicationId)).toBe(0);
  vi.useRealTimers();
  await updateApplication(opened.db, applicationId, { nextReadAt: await inMs(-60_000) });
  beBehind();
  await enqueueDueReads();
  expect(await jobsAbout("applicationId", applicationId)).toBe(1);
  const next = (await findApplicationUnscoped(opened.db, applicationId))?.nextReadAt?.getTime() ?? 0;
  expect(next).toBeGreaterThan((await inMs(0)).getTime());
});

it("leaves DOKU alone for as long as the others do, and opens its way for them when its try fails", async () => {
  await pause(await inMs(8_000));
  beAhead();
  expect(await dokuWaitMs(baseUrl)).toBeGreaterThan(4_000);
  expect(await admitCall(baseUrl, 1_000)).toMatchObject({ waitMs: expect.any(Number) });
  vi.useRealTimers();

  await opened.db.update(dokuBreakers).set({ nextTryAt: await inMs(-1_000) });
  forgetKnownBreakers();
  beBehind();
  expect(await dokuWaitMs(baseUrl)).toBe(0);
  vi.useRealTimers();
  beAhead();
  const admitted = await admitCall(baseUrl, 1_000);
  if (!("report" in admitted)) throw new Error("the try was not admitted");
  await admitted.report({ kind: "unavailable", status: 503, retryAfterMs: null });
  vi.useRealTimers();
  expect(await isDokuPaused(baseUrl)).toBe(true);
  const nextTry = (await findBreaker(opened.db, baseUrl))?.nextTryAt?.getTime() ?? 0;
  expect(nextTry - (await inMs(0)).getTime()).toBeLessThan(15_000);
});

it("takes the link of a sign-in that another process began", async () => {
  const { userId } = await addStaff("Putri");
  const { attemptId } = await startAttempt({ emailIndex: "an address", userId }, "a browser");
  beAhead();
  expect((await readOwnAttempt(attemptId)).triesLeft).toBeGreaterThan(0);
  expect(await confirmCode({ input: { attemptId, code: "000000" } })).toEqual({ kind: "wrong" });
});

it("sees who looks at a case, and does not hide them from others", async () => {
  const { id: applicationId } = await addMailMerchant();
  const [dewi, agus] = [await addStaff("Dewi"), await addStaff("Agus")];
  await look([{ applicationId, userId: dewi.userId }]);
  beAhead();
  expect(await otherLookers({ applicationId, userId: agus.userId })).toEqual(["Dewi"]);
});

it("counts what was typed within a minute by the clock of the log of calls", async () => {
  const { id: applicationId } = await addMailMerchant();
  const call = { applicationId, endpoint: "search-address", method: "GET", path: "/", outcome: "ok", durationMs: 1 };
  for (let index = 0; index < 60; index += 1) await insertDokuCall(opened.db, { ...call, at: await inMs(-120_000) });
  const search = () => typedCall(applicationId, "search-address", async () => "asked");
  beBehind();
  expect(await search()).toBe("asked");
  vi.useRealTimers();
  for (let index = 0; index < 60; index += 1) await insertDokuCall(opened.db, { ...call, at: await inMs(0) });
  beAhead();
  await expect(search()).rejects.toMatchObject({ key: "askedTooOften" });
});
