import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { findApplicationUnscoped } from "@/db/queries/applications";
import { listEntities, upsertEntity } from "@/db/queries/kyb";
import { findLatestSubmission, updateSubmission } from "@/db/queries/submissions";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { type RunningSandbox, startSandbox } from "@/sandbox/server";
import { adoptRegistration } from "../desk/adopt-registration";
import { reopenApplication } from "../desk/reopen-application";
import { retrySubmission } from "../desk/retry-submission";
import { startJobs, stopWorkers } from "../jobs/queue";
import { readBusiness } from "../kyb/read-business";
import { sendNow as sendApplication } from "../testing/send-now";
import { delayAfter } from "./put-off-submission";
import { readyApplication } from "./ready-application.fixture";
import { submitApplication } from "./submit-application";

let sandbox: RunningSandbox;
let opened: Database;

beforeAll(async () => {
  sandbox = await startSandbox({ clientId: "BRN-0001-TEST", secretKey: "SK-TEST-0000", auto: false, hangMs: 200 });
  process.env.DOKU_BASE_URL = sandbox.url;
  opened = await openTestDatabase();
  await startJobs();
});
afterAll(async () => {
  await stopWorkers();
  await closeTestDatabase();
  await sandbox.close();
});
beforeEach(async () => {
  await fetch(`${sandbox.url}/control/faults`, { method: "DELETE" });
});

type Businesses = { businesses: { id: string; name: string; brandId?: string }[] };
async function businessesNamed(name: string): Promise<number> {
  const answer = (await (await fetch(`${sandbox.url}/control/businesses`)).json()) as Businesses;
  return answer.businesses.filter((business) => business.name === name).length;
}

async function queuedJobs(name: string): Promise<number> {
  const { rows } = await opened.executeSql(`select count(*)::int as n from pgboss.job where name = '${name}'`);
  return (rows[0] as { n: number }).n;
}

/** Runs the job until it is finished or stopped, without waiting for the planned times. */
async function sendUntilDone(submissionId: string, applicationId: string, maxRuns = 8) {
  for (let run = 1; run <= maxRuns; run += 1) {
    await sendApplication({ submissionId });
    const latest = await findLatestSubmission(opened.db, applicationId);
    if (latest?.stage === "done" || latest?.stage === "attention") return { ...latest, runs: run };
  }
  throw new Error("still not finished");
}

it("uploads, registers and reads back every entity; twice pressing and parallel workers make one business", async () => {
  const actor = await readyApplication("Toko Sekali Saja");
  const presses = await Promise.all([submitApplication({ actor }), submitApplication({ actor })]);
  expect(presses[0]).toEqual(presses[1]);
  const { submissionId } = presses[0];
  await Promise.all([sendApplication({ submissionId }), sendApplication({ submissionId })]);
  await sendUntilDone(submissionId, actor.applicationId);
  expect(await businessesNamed("Toko Sekali Saja")).toBe(1);

  const stray = { type: "BUSINESS_BANK", entityId: "EVT-1", name: null, state: "rejected", notes: [] } as const;
  await upsertEntity(
    opened.db,
    actor.applicationId,
    { ...stray, notes: [], rawStatus: "REJECTED", dokuTime: null },
    null,
  );
  await readBusiness({ applicationId: actor.applicationId });
  const application = await findApplicationUnscoped(opened.db, actor.applicationId);
  expect(application).toMatchObject({ state: "submitted", dokuBusinessId: expect.any(String) });
  expect(application?.confirmedAt).toBeInstanceOf(Date);
  const entities = await listEntities(opened.db, actor.applicationId);
  expect(entities.map((entity) => entity.entityId)).not.toContain("EVT-1");
  const types = new Set(entities.map((entity) => entity.type));
  expect([...types]).toEqual(
    expect.arrayContaining(["BUSINESS", "BUSINESS_CONTACT", "BUSINESS_ADDRESS", "BUSINESS_BANK", "BRAND_PHOTO_PROOF"]),
  );
  expect(await submitApplication({ actor })).toEqual({ submissionId });
  const { rows } = await opened.executeSql("select shared_key, webhook_token from applications");
  expect(JSON.stringify(rows)).not.toContain("SK-");
});

it.each([
  ["answered 503 twice", "Uji gangguan"],
  ["answered 429 with Retry-After", "Uji padat"],
  ["the connection closed before DOKU committed", "Uji putus sebelum"],
  ["the connection closed after DOKU committed", "Uji putus sesudah"],
  ["files that DOKU no longer knows", "Uji berkas hilang"],
])("ends in exactly one business when the registration is %s", async (_, name) => {
  const actor = await readyApplication(name);
  const { submissionId } = await submitApplication({ actor });
  const result = await sendUntilDone(submissionId, actor.applicationId);
  expect(result.stage).toBe("done");
  expect(result.runs).toBeGreaterThan(1);
  expect(await businessesNamed(name)).toBe(1);
});

it("sends the very same bytes again after a crash between storing and sending", async () => {
  const actor = await readyApplication("Uji putus sesudah, toko kedua");
  const { submissionId } = await submitApplication({ actor });
  await sendApplication({ submissionId });
  const before = await findLatestSubmission(opened.db, actor.applicationId);
  expect(before).toMatchObject({ stage: "registering", lastFailure: "network" });
  expect(before?.nextTryAt).toBeInstanceOf(Date);
  const done = await sendUntilDone(submissionId, actor.applicationId);
  expect(done.requestId).toBe(before?.requestId);
  expect(done.requestBody).toBe(before?.requestBody);
});

it("stops and asks for a person when DOKU refuses, and staff give it back instead of sending it again", async () => {
  const actor = await readyApplication("Uji isian salah");
  const staff = { kind: "staff", userId: actor.userId } as const;
  const { submissionId } = await submitApplication({ actor });
  expect(await sendUntilDone(submissionId, actor.applicationId)).toMatchObject({
    stage: "attention",
    lastFailure: "rejected",
  });
  const input = { applicationId: actor.applicationId };
  await expect(retrySubmission({ actor: staff, input })).rejects.toThrow("cannotRetry");
  await reopenApplication({ actor: staff, input });
  expect(await findApplicationUnscoped(opened.db, actor.applicationId)).toMatchObject({ state: "draft" });
  const second = await submitApplication({ actor });
  expect(second.submissionId).not.toBe(submissionId);
});

it("goes on asking, slowly, while the partner's credentials are refused", async () => {
  const actor = await readyApplication("Uji tidak berizin");
  const { submissionId } = await submitApplication({ actor });
  await sendApplication({ submissionId });
  expect(await findLatestSubmission(opened.db, actor.applicationId)).toMatchObject({
    stage: "registering",
    lastFailure: "auth",
  });
  expect(await queuedJobs("send-application")).toBeGreaterThan(0);
});

/** A registration whose answer never came, until a day after it was first sent. */
async function unansweredForADay(name: string) {
  const actor = await readyApplication(name);
  const { submissionId } = await submitApplication({ actor });
  await updateSubmission(opened.db, submissionId, { firstSentAt: new Date(Date.now() - 25 * 3_600_000) });
  await sendApplication({ submissionId });
  expect(await findLatestSubmission(opened.db, actor.applicationId)).toMatchObject({ stage: "attention" });
  const staff = { kind: "staff", userId: actor.userId } as const;
  return { actor, staff, submissionId, applicationId: actor.applicationId };
}

it("leaves an unanswered registration to a person, who did not find it at DOKU", async () => {
  const name = "Uji putus sebelum, sehari lalu";
  const { actor, staff, applicationId } = await unansweredForADay(name);
  await expect(reopenApplication({ actor: staff, input: { applicationId } })).rejects.toThrow("cannotReopen");
  await reopenApplication({ actor: staff, input: { applicationId, notRegistered: true } });
  const second = await submitApplication({ actor });
  await sendUntilDone(second.submissionId, applicationId);
  expect(await businessesNamed(name)).toBe(1);
});

it("leaves an unanswered registration to a person, who found it at DOKU and takes over its ids", async () => {
  const name = "Uji putus sesudah, sehari lalu";
  const { staff, submissionId, applicationId } = await unansweredForADay(name);
  const answer = (await (await fetch(`${sandbox.url}/control/businesses`)).json()) as Businesses;
  const business = answer.businesses.find((one) => one.name === name);
  const ids = { businessId: business?.id ?? "", brandId: business?.brandId ?? "" };
  await adoptRegistration({ actor: staff, input: { applicationId, ...ids } });
  await readBusiness({ applicationId });
  expect((await listEntities(opened.db, applicationId)).length).toBeGreaterThan(4);
  // A job that is still about finds nothing to do.
  await sendApplication({ submissionId });
  expect(await businessesNamed(name)).toBe(1);
});

it("sends the same request again when staff say so, and DOKU makes one business of it", async () => {
  const name = "Uji putus sesudah, dikirim lagi";
  const { staff, submissionId, applicationId } = await unansweredForADay(name);
  await retrySubmission({ actor: staff, input: { applicationId } });
  expect(await sendUntilDone(submissionId, applicationId)).toMatchObject({ stage: "done" });
  expect(await businessesNamed(name)).toBe(1);
});

it("waits longer after each failure, at least as long as DOKU asks, and never longer than a quarter of an hour and a bit", () => {
  expect([0, 1, 2, 3].map((tries) => delayAfter(tries, null, 0.5))).toEqual([2, 4, 8, 16]);
  expect(delayAfter(0, 30_000, 0.5)).toBe(30);
  expect(delayAfter(50, null, 1)).toBe(1125);
});
