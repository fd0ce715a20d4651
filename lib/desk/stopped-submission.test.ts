import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { findApplicationUnscoped, insertApplication, updateApplication } from "@/db/queries/applications";
import { listAudit } from "@/db/queries/audit";
import { findLatestSubmission, insertSubmission, updateSubmission } from "@/db/queries/submissions";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import type { StaffActor } from "../domain/actor";
import { adoptRegistrationSchema, giveBackSchema } from "../domain/stopped-submission";
import { startJobs, stopWorkers } from "../jobs/queue";
import { adoptRegistration } from "./adopt-registration";
import { reopenApplication } from "./reopen-application";
import { retrySubmission } from "./retry-submission";

let opened: Database;
let actor: StaffActor;

async function person(role: "merchant" | "staff"): Promise<string> {
  const email = `${newToken()}@example.test`;
  return await insertPerson(opened.db, { role, email, emailIndex: emailIndex(email), name: "Ibu Contoh" });
}

beforeAll(async () => {
  opened = await openTestDatabase();
  await startJobs();
  actor = { kind: "staff", userId: await person("staff") };
});
afterAll(async () => {
  await stopWorkers();
  await closeTestDatabase();
});

/** An application whose registration was sent a day ago and then stopped. */
async function stopped(lastFailure: string | null): Promise<string> {
  const { db } = opened;
  const ownerId = await person("merchant");
  const webhookToken = newToken();
  const secrets = { webhookToken, webhookTokenHash: hashToken(webhookToken) };
  const applicationId = await insertApplication(db, { ownerId, businessName: "Kedai Contoh", ...secrets });
  const submissionId = await insertSubmission(db, { applicationId, kind: "registration", attempt: 1, filesTotal: 0 });
  const firstSentAt = new Date(Date.now() - 25 * 3_600_000);
  await updateSubmission(db, submissionId, {
    stage: "attention",
    nextTryAt: null,
    firstSentAt,
    lastFailure,
    tries: 10,
  });
  await updateApplication(db, applicationId, { state: "attention" });
  return applicationId;
}
const application = (applicationId: string) => findApplicationUnscoped(opened.db, applicationId);
const submission = (applicationId: string) => findLatestSubmission(opened.db, applicationId);
const lastDeed = async (applicationId: string) => (await listAudit(opened.db, applicationId)).at(-1);
async function jobsOf(name: string, key: string, value: string): Promise<number> {
  const { rows } = await opened.executeSql("select 1 from pgboss.job where name = $1 and data ->> $2 = $3", [
    name,
    key,
    value,
  ]);
  return rows.length;
}

describe("a registration that DOKU refused", () => {
  it("is not sent again, nor found at DOKU: it goes back to the merchant", async () => {
    const applicationId = await stopped("rejected");
    await expect(retrySubmission({ actor, input: { applicationId } })).rejects.toMatchObject({ key: "cannotRetry" });
    const ids = { applicationId, businessId: "BSN-R", brandId: "BRN-R" };
    await expect(adoptRegistration({ actor, input: ids })).rejects.toMatchObject({ key: "cannotAdopt" });
    expect(await application(applicationId)).toMatchObject({ state: "attention", dokuBusinessId: null });
    await reopenApplication({ actor, input: { applicationId } });
    expect(await application(applicationId)).toMatchObject({ state: "draft" });
    expect(await lastDeed(applicationId)).toMatchObject({
      action: "application.reopened",
      actorId: actor.userId,
      detail: { notRegistered: false, failure: "rejected" },
    });
  });
});

describe.each(["conflict", "timeout", "network", "unreadable", "internal", null])("stopped by %s", (failure) => {
  it("is sent again as the same request", async () => {
    const applicationId = await stopped(failure);
    await retrySubmission({ actor, input: { applicationId } });
    expect(await application(applicationId)).toMatchObject({ state: "submitting" });
    const latest = await submission(applicationId);
    expect(latest).toMatchObject({ stage: "queued", attempt: 1, tries: 0 });
    expect(await jobsOf("send-application", "submissionId", latest?.id ?? "")).toBe(1);
    await expect(retrySubmission({ actor, input: { applicationId } })).rejects.toMatchObject({ key: "nothingStopped" });
  });

  it("goes back to the merchant only on the word of a person", async () => {
    const applicationId = await stopped(failure);
    await expect(reopenApplication({ actor, input: { applicationId } })).rejects.toMatchObject({ key: "cannotReopen" });
    await reopenApplication({ actor, input: { applicationId, notRegistered: true } });
    expect(await application(applicationId)).toMatchObject({ state: "draft" });
    expect(await lastDeed(applicationId)).toMatchObject({
      action: "application.reopened",
      actorKind: "staff",
      actorId: actor.userId,
      detail: { notRegistered: true, failure },
    });
  });

  it("takes over the ids that a person found, and reads the rest from DOKU", async () => {
    const applicationId = await stopped(failure);
    const ids = { businessId: `BSN-${failure}`, brandId: `BRN-${failure}` };
    await adoptRegistration({ actor, input: { applicationId, ...ids } });
    expect(await application(applicationId)).toMatchObject({
      state: "submitted",
      dokuBusinessId: ids.businessId,
      dokuBrandId: ids.brandId,
      submittedAt: expect.any(Date),
    });
    expect(await submission(applicationId)).toMatchObject({ stage: "done", lastFailure: null, nextTryAt: null });
    expect(await lastDeed(applicationId)).toMatchObject({
      action: "application.registered",
      actorKind: "staff",
      actorId: actor.userId,
      detail: { businessId: ids.businessId, provenBy: "staff" },
    });
    expect(await jobsOf("read-business", "applicationId", applicationId)).toBe(1);
    const again = adoptRegistration({ actor, input: { applicationId, businessId: "BSN-X", brandId: "BRN-X" } });
    await expect(again).rejects.toMatchObject({ key: "cannotAdopt" });
  });
});

it("does not give one merchant the ids of another", async () => {
  const first = await stopped("conflict");
  await adoptRegistration({ actor, input: { applicationId: first, businessId: "BSN-1", brandId: "BRN-1" } });
  const second = await stopped("conflict");
  const adopt = (businessId: string, brandId: string) =>
    adoptRegistration({ actor, input: { applicationId: second, businessId, brandId } });
  const taken = (path: string) => ({ path, key: "dokuId.taken" });
  await expect(adopt("BSN-1", "BRN-2")).rejects.toMatchObject({ code: "refused", issues: [taken("businessId")] });
  await expect(adopt("BSN-2", "BRN-1")).rejects.toMatchObject({ code: "refused", issues: [taken("brandId")] });
  await expect(adopt("BSN-1", "BRN-1")).rejects.toMatchObject({ issues: [taken("businessId"), taken("brandId")] });
  expect(await application(second)).toMatchObject({ state: "attention", dokuBusinessId: null });
  expect(await jobsOf("read-business", "applicationId", second)).toBe(0);
});

describe("the forms", () => {
  const applicationId = "00000000-0000-4000-8000-000000000000";
  const faults = (form: Record<string, string>) =>
    adoptRegistrationSchema
      .safeParse({ applicationId, seen: "1", businessId: "BSN-1", brandId: "BRN-1", idsConfirmed: "on", ...form })
      .error?.issues.map(({ path, message }) => [path.join("."), message]);

  it("take ids as they are, without the spaces around them", () => {
    const form = { applicationId, seen: "4", businessId: " BSN-0104-16 ", brandId: "X/9", idsConfirmed: "on" };
    expect(adoptRegistrationSchema.parse(form)).toEqual({
      applicationId,
      seen: 4,
      businessId: "BSN-0104-16",
      brandId: "X/9",
    });
  });
  it.each([
    [{ businessId: " " }, "businessId", "required"],
    [{ businessId: "BSN 1" }, "businessId", "dokuId.format"],
    [{ businessId: "BRN-1" }, "businessId", "dokuId.swapped"],
    [{ brandId: "BSN-1" }, "brandId", "dokuId.swapped"],
    [{ idsConfirmed: "" }, "idsConfirmed", "confirmFirst"],
  ])("%j is said beside its field", (form, path, key) => {
    expect(faults(form)).toEqual([[path, key]]);
  });
  it("want the tick", () => {
    expect(giveBackSchema.safeParse({ applicationId, seen: "4" }).error?.issues).toMatchObject([
      { message: "confirmFirst" },
    ]);
    expect(giveBackSchema.parse({ applicationId, seen: "4", notRegistered: "on" })).toEqual({
      applicationId,
      seen: 4,
      notRegistered: true,
    });
  });
});
