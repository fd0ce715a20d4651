import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { findApplicationUnscoped, insertApplication, updateApplication } from "@/db/queries/applications";
import { listEntities } from "@/db/queries/kyb";
import { insertSubmission, updateSubmission } from "@/db/queries/submissions";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import { digestOf, sign } from "../doku/signature";
import { startJobs, stopWorkers } from "../jobs/queue";
import { applyLeftCallbacks } from "./apply-soon";
import { applyWaiting } from "./apply-waiting";
import { type CallbackAnswer, receiveCallback } from "./receive-callback";
import { arrive, type CallbackRequest, storeCallbacks } from "./store-callbacks";

let opened: Database;
let applicationId: string;
let token: string;
let businessId: string;

const now = new Date("2026-03-01T02:00:00Z");
const secretKey = "SK-TEST-0000";

beforeAll(async () => {
  opened = await openTestDatabase();
  await startJobs();
});
afterAll(async () => {
  await stopWorkers();
  await closeTestDatabase();
});

beforeEach(async () => {
  const email = `${randomUUID()}@merchant.test`;
  const person = { role: "merchant" as const, email, emailIndex: emailIndex(email), name: "Sari Dewi" };
  const ownerId = await insertPerson(opened.db, person);
  token = newToken();
  const secrets = { webhookToken: token, webhookTokenHash: hashToken(token) };
  applicationId = await insertApplication(opened.db, { ownerId, businessName: "Toko Sari", ...secrets });
  businessId = `BSN-${randomUUID()}`;
  await updateApplication(opened.db, applicationId, { state: "submitted", dokuBusinessId: businessId });
  await opened.executeSql("delete from pgboss.job");
});

type Options = { key?: string; requestId?: string; timestamp?: string; token?: string; raw?: string };

function request(body: unknown, options: Options = {}): CallbackRequest {
  const rawBody = Buffer.from(options.raw ?? JSON.stringify(body));
  const path = `/api/webhooks/doku/${token}`;
  const timestamp = options.timestamp ?? "2026-03-01T02:00:00Z";
  const parts = { clientId: "BRN-0042", requestId: options.requestId ?? randomUUID(), timestamp, requestTarget: path };
  const headers = new Headers({
    "Client-Id": parts.clientId,
    "Request-Id": parts.requestId,
    "Request-Timestamp": timestamp,
    Signature: sign({ ...parts, digest: digestOf(rawBody) }, options.key ?? secretKey),
  });
  return { token: options.token ?? token, path, headers, rawBody, now };
}

async function deliver(body: unknown, options: Options = {}): Promise<CallbackAnswer> {
  const receipt = await receiveCallback(request(body, options));
  await receipt.applied;
  return receipt.answer;
}

const verdict = (status: string, minute: number, more: object = {}) => ({
  type: "BUSINESS_CONTACT",
  business_id: businessId,
  entity_id: "CTC-1",
  status,
  updated_at: `2026-03-01T01:${String(minute).padStart(2, "0")}:00Z`,
  ...more,
});

async function state(): Promise<string | undefined> {
  return (await listEntities(opened.db, applicationId)).find((entity) => entity.entityId === "CTC-1")?.state;
}
async function events(): Promise<{ outcome: string; why: string | null }[]> {
  const { rows } = await opened.executeSql(
    `select outcome, why from webhook_events where application_id = '${applicationId}' order by received_at, id`,
  );
  return rows as { outcome: string; why: string | null }[];
}
async function reads(): Promise<number> {
  const { rows } = await opened.executeSql("select count(*)::int as n from pgboss.job where name = 'read-business'");
  return (rows[0] as { n: number }).n;
}

it("applies a verdict with its notes, seals the body and asks for a read", async () => {
  const notes = [{ code: "PHOTO_BLURRED", field: "documents", message: "Foto KTP buram" }];
  expect(await deliver(verdict("REJECTED", 1, { reject_notes: notes }))).toBe("accepted");
  const [entity] = await listEntities(opened.db, applicationId);
  expect(entity).toMatchObject({ state: "rejected", notes, rawStatus: "REJECTED" });
  expect(await events()).toEqual([{ outcome: "applied", why: null }]);
  expect(await reads()).toBe(1);
  const stored = JSON.stringify((await opened.executeSql("select * from webhook_events")).rows);
  expect(stored).not.toContain("buram");
});

it("answers a valid repeat 200 without a second effect, and takes the same Request-Id with another body as another event", async () => {
  const requestId = randomUUID();
  expect(await deliver(verdict("REJECTED", 1), { requestId })).toBe("accepted");
  expect(await deliver(verdict("REJECTED", 1), { requestId })).toBe("repeated");
  expect(await events()).toHaveLength(1);
  expect(await deliver(verdict("ACTIVE", 2), { requestId })).toBe("accepted");
  expect(await state()).toBe("approved");
});

it("never lets a late callback undo a newer state", async () => {
  await deliver(verdict("ACTIVE", 5));
  expect(await deliver(verdict("REJECTED", 4))).toBe("accepted");
  expect(await state()).toBe("approved");
  expect((await events())[1]).toEqual({ outcome: "ignored", why: "older" });
});

it("does not leave approved for a callback without a time, but lets the read decide", async () => {
  await deliver(verdict("ACTIVE", 5));
  await deliver({ ...verdict("REJECTED", 6), updated_at: undefined });
  expect(await state()).toBe("approved");
  expect(await reads()).toBe(2);
});

it.each([
  ["an unknown type", { type: "BUSINESS_MASCOT" }, { outcome: "not_understood", why: "unknown_type" }],
  ["an unknown status", { status: "PONDERING" }, { outcome: "not_understood", why: "unknown_status" }],
  ["no entity id", { entity_id: undefined }, { outcome: "ignored", why: "no_entity" }],
  ["another business", { business_id: "BSN-SOMEONE-ELSE" }, { outcome: "ignored", why: "other_business" }],
  ["a NUL in its words", { type: "BUSINESS\0CONTACT" }, { outcome: "not_understood", why: "unknown_type" }],
] as const)("stores what it cannot apply: %s", async (_, change, expected) => {
  expect(await deliver(verdict("ACTIVE", 1, change))).toBe("accepted");
  expect(await events()).toEqual([expected]);
  expect(await state()).toBeUndefined();
});

it("keeps a wrongly signed one as unverified, never applies it, and lets it cause one read only", async () => {
  expect(await deliver(verdict("ACTIVE", 1), { key: "SK-WRONG" })).toBe("unverified");
  expect(await deliver(verdict("ACTIVE", 2), { key: "SK-WRONG" })).toBe("unverified");
  expect(await state()).toBeUndefined();
  expect((await events()).map((event) => event.outcome)).toEqual(["unverified", "unverified"]);
  expect(await reads()).toBe(1);
});

it("keeps only so many wrongly signed ones, whoever sends them", async () => {
  for (let minute = 1; minute <= 25; minute += 1) await deliver(verdict("ACTIVE", minute), { key: "SK-WRONG" });
  expect(await events()).toHaveLength(20);
  expect(await deliver(verdict("ACTIVE", 30))).toBe("accepted");
  expect(await state()).toBe("approved");
});

it("keeps what it failed to apply, and lets the reading make it good", async () => {
  expect(await deliver(verdict("ACTIVE", 1, { entity_id: "CTC-\0" }))).toBe("accepted");
  expect(await events()).toEqual([{ outcome: "failed", why: expect.any(String) }]);
  expect(await reads()).toBe(1);
});

it("learns the brand that the registration's answer did not name", async () => {
  await deliver(verdict("ACTIVE", 1, { brand_id: "BRN-LATE" }));
  expect(await findApplicationUnscoped(opened.db, applicationId)).toMatchObject({ dokuBrandId: "BRN-LATE" });
});

it("accepts the merchant's own key and the partner's next one", async () => {
  await updateApplication(opened.db, applicationId, { sharedKey: "SK-MERCHANT-OWN" });
  expect(await deliver(verdict("ACTIVE", 1), { key: "SK-MERCHANT-OWN" })).toBe("accepted");
  expect(await state()).toBe("approved");
});

it.each([
  ["25 hours old", "2026-02-28T01:00:00Z"],
  ["10 minutes ahead", "2026-03-01T02:10:00Z"],
])("refuses a timestamp %s", async (_, timestamp) => {
  expect(await deliver(verdict("ACTIVE", 1), { timestamp })).toBe("unverified");
  expect(await state()).toBeUndefined();
});

it("knows no other token and no other shape than JSON objects", async () => {
  expect(await deliver(verdict("ACTIVE", 1), { token: newToken() })).toBe("unknown_token");
  expect(await deliver(null, { raw: "{not json" })).toBe("malformed");
  expect(await deliver([1, 2])).toBe("malformed");
});

it("takes a callback that names the business as proof of a registration whose answer was lost", async () => {
  await updateApplication(opened.db, applicationId, { state: "submitting", dokuBusinessId: null });
  expect(await deliver(verdict("ACTIVE", 1))).toBe("accepted");
  expect((await events())[0]).toEqual({ outcome: "ignored", why: "not_registered" });

  const submissionId = await insertSubmission(opened.db, {
    applicationId,
    kind: "registration",
    attempt: 1,
    filesTotal: 0,
  });
  await updateSubmission(opened.db, submissionId, { stage: "registering", firstSentAt: new Date() });
  await deliver(verdict("ACTIVE", 2));
  const application = await findApplicationUnscoped(opened.db, applicationId);
  expect(application).toMatchObject({ state: "submitted", dokuBusinessId: businessId });
  expect(await state()).toBe("approved");
});

it("serialises parallel callbacks of one application", async () => {
  const minutes = [9, 3, 7, 1, 8, 2, 6, 4, 5];
  await Promise.all(minutes.map((minute) => deliver(verdict(minute === 9 ? "ACTIVE" : "REJECTED", minute))));
  expect(await state()).toBe("approved");
  expect(await events()).toHaveLength(minutes.length);
});

/** Stored and answered by a process that ends before it applies them. */
const storeOnly = (...bodies: object[]) => storeCallbacks(bodies.map((body) => arrive(request(body))));
const outcomes = async () => (await events()).map(({ outcome }) => outcome);
const ofEntity = (index: number, more: object = {}) => verdict("ACTIVE", index, { entity_id: `CTC-${index}`, ...more });

it("stores a group at once and applies what waits of an application in one go, with one reading", async () => {
  const stored = await storeOnly(...[1, 2, 3, 4].map((index) => ofEntity(index)), { type: "BRAND" });
  expect(stored.map(({ answer }) => answer)).toEqual(["accepted", "accepted", "accepted", "accepted", "accepted"]);
  expect(await outcomes()).toEqual(["received", "received", "received", "received", "received"]);
  await applyWaiting(applicationId);
  expect(await outcomes()).toEqual(["applied", "applied", "applied", "applied", "not_understood"]);
  expect(await listEntities(opened.db, applicationId)).toHaveLength(4);
  expect(await reads()).toBe(1);
});

it("applies each once, however many processes try at the same time, and those that a crash left too", async () => {
  await updateApplication(opened.db, applicationId, { submittedAt: now });
  await storeOnly(verdict("REJECTED", 1), verdict("ACTIVE", 2), verdict("REJECTED", 3));
  await Promise.all([applyWaiting(applicationId), applyWaiting(applicationId), applyWaiting(applicationId)]);
  expect(await outcomes()).toEqual(["applied", "applied", "applied"]);
  expect(await reads()).toBe(1);

  await storeOnly(verdict("ACTIVE", 4));
  await opened.executeSql(
    "update webhook_events set received_at = now() - interval '10 seconds' where outcome = 'received'",
  );
  await applyLeftCallbacks();
  expect(await outcomes()).not.toContain("received");
  expect(await state()).toBe("approved");
});

it("passes over no state when several verdicts about one entity wait", async () => {
  await updateApplication(opened.db, applicationId, { submittedAt: now });
  const notes = [{ code: "PHOTO_BLURRED", field: "documents", message: "Foto KTP buram" }];
  await storeOnly(verdict("REJECTED", 1, { reject_notes: notes }), ofEntity(2), verdict("ACTIVE", 3));
  await applyWaiting(applicationId);
  expect(await state()).toBe("approved");
  const { rows } = await opened.executeSql("select reason from refusals where application_id = $1", [applicationId]);
  expect(rows).toHaveLength(1);
});

it("notes the one that cannot be applied and applies the others that came with it", async () => {
  await storeOnly(ofEntity(1), verdict("ACTIVE", 2, { entity_id: "CTC-\0" }), ofEntity(3));
  await applyWaiting(applicationId);
  expect(await outcomes()).toEqual(["applied", "failed", "applied"]);
  expect(await listEntities(opened.db, applicationId)).toHaveLength(2);
});

it("applies with a repeat what the process that stored the first has left waiting", async () => {
  const requestId = randomUUID();
  await storeCallbacks([arrive(request(ofEntity(1), { requestId }))]);
  expect(await outcomes()).toEqual(["received"]);
  expect(await deliver(ofEntity(1), { requestId })).toBe("repeated");
  expect(await outcomes()).toEqual(["applied"]);
});

it("takes any time that the header may name, also one that PostgreSQL cannot write", async () => {
  for (const timestamp of ["+010000-01-01T00:00:00.000Z", "-000001-01-01T00:00:00.000Z", "0000-01-01T00:00:00Z"]) {
    expect(await deliver(verdict("ACTIVE", 1), { timestamp })).toBe("unverified");
  }
  expect(await events()).toHaveLength(3);
});

it("tells callbacks that are the same apart within a group too", async () => {
  const requestId = randomUUID();
  const same = () => request(verdict("ACTIVE", 1), { requestId });
  const stored = await storeCallbacks([same(), same(), request(verdict("ACTIVE", 2), { requestId })].map(arrive));
  expect(stored.map(({ answer }) => answer)).toEqual(["accepted", "repeated", "accepted"]);
});

it("refuses nobody else when the database refuses one of a group", async () => {
  const { path, rawBody, ...own } = request(verdict("ACTIVE", 1));
  // No header can hold a NUL; it stands for whatever a database takes from nobody.
  const parts = { clientId: "BRN-0042", requestId: "a\0b", timestamp: "2026-03-01T02:00:00Z", requestTarget: path };
  const signature = sign({ ...parts, digest: digestOf(rawBody) }, secretKey);
  const headers: Record<string, string> = { "client-id": "BRN-0042", "request-id": "a\0b", signature };
  const get = (name: string) => headers[name] ?? own.headers.get(name);
  const answers = await Promise.allSettled([
    receiveCallback(request(verdict("ACTIVE", 2))),
    receiveCallback({ ...own, path, rawBody, headers: { get } }),
    receiveCallback(request(verdict("ACTIVE", 3))),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(await events()).toHaveLength(2);
});

it("applies what waits beside a callback whose stored bytes were damaged, and notes that one as unreadable", async () => {
  await storeCallbacks([request(verdict("UPDATING", 1)), request(verdict("ACTIVE", 2))].map(arrive));
  const damaged = `update webhook_events set body = left(body, -4) || 'AAAA' where id = (
    select id from webhook_events where application_id = '${applicationId}' order by received_at, id limit 1)`;
  await opened.executeSql(damaged);
  await applyWaiting(applicationId);
  expect(await state()).toBe("approved");
  expect(await events()).toEqual([
    { outcome: "failed", why: "unreadable" },
    { outcome: "applied", why: null },
  ]);
});
