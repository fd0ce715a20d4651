import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { findApplicationUnscoped, insertApplication, updateApplication } from "@/db/queries/applications";
import { insertDrift, listDrifts } from "@/db/queries/drifts";
import { everyEvent } from "@/db/queries/events";
import { insertWebhookEvent, listEntities } from "@/db/queries/kyb";
import { findReplay } from "@/db/queries/replays";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import { digestOf, sign } from "../doku/signature";
import { startJobs, stopWorkers } from "../jobs/queue";
import { receiveCallback } from "./receive-callback";
import { replayEvent } from "./replay-event";
import { listWished, mostReplayed, replayEvents, startReplay } from "./replay-events";

let opened: Database;
let applicationId: string;
let token: string;
let businessId: string;
let actor: { kind: "staff"; userId: string };

const receivedAt = new Date("2026-03-01T02:00:00Z");

async function person(role: "merchant" | "staff"): Promise<string> {
  const email = `${randomUUID()}@example.test`;
  return await insertPerson(opened.db, { role, email, emailIndex: emailIndex(email), name: "Sari Dewi" });
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
beforeEach(async () => {
  token = newToken();
  const secrets = { webhookToken: token, webhookTokenHash: hashToken(token) };
  const ownerId = await person("merchant");
  applicationId = await insertApplication(opened.db, { ownerId, businessName: "Toko Sari", ...secrets });
  businessId = `BSN-${randomUUID()}`;
  const submittedAt = new Date("2026-03-01T01:00:00Z");
  await updateApplication(opened.db, applicationId, { state: "submitted", submittedAt, dokuBusinessId: businessId });
});

const verdict = (status: string, more: object = {}) => ({
  type: "BUSINESS_BANK",
  business_id: businessId,
  entity_id: "BNK-1",
  status,
  updated_at: "2026-03-01T01:30:00Z",
  ...(status === "REJECTED" ? { reject_notes: ["Nama rekening berbeda"] } : {}),
  ...more,
});

/** As DOKU sends it. */
async function deliver(body: unknown): Promise<void> {
  const rawBody = Buffer.from(JSON.stringify(body));
  const path = `/api/webhooks/doku/${token}`;
  const parts = { clientId: "BRN-1", requestId: randomUUID(), timestamp: "2026-03-01T02:00:00Z", requestTarget: path };
  const headers = new Headers({
    "Client-Id": parts.clientId,
    "Request-Id": parts.requestId,
    "Request-Timestamp": parts.timestamp,
    Signature: sign({ ...parts, digest: digestOf(rawBody) }, "SK-TEST-0000"),
  });
  await (await receiveCallback({ token, path, headers, rawBody, now: receivedAt })).applied;
}

/** As it was left by a fault of ours that is mended now. */
async function stored(
  body: unknown,
  {
    outcome = "failed" as const,
    verified = true,
    at = receivedAt,
  }: { outcome?: "failed" | "unverified"; verified?: boolean; at?: Date } = {},
): Promise<string> {
  const event = { applicationId, requestId: randomUUID(), digest: randomUUID(), verified, outcome, receivedAt: at };
  const id = (await insertWebhookEvent(opened.db, { ...event, body: JSON.stringify(body), why: "TypeError" })) ?? "";
  return id;
}

async function rows<T>(table: string): Promise<T[]> {
  return (await opened.executeSql(`select * from ${table} where application_id = $1 order by 1, 2`, [applicationId]))
    .rows as T[];
}
type EventRow = { id: string; outcome: string; why: string | null; replayed_at: Date | null };
const event = async (id: string) => (await rows<EventRow>("webhook_events")).find((row) => row.id === id);

/** Everything that a callback may change. */
async function everything() {
  const application = await findApplicationUnscoped(opened.db, applicationId);
  const { overall, standing, caseVersion, updatedAt, dueAt } = application ?? {};
  return {
    entities: await listEntities(opened.db, applicationId),
    attempts: await rows("section_attempts"),
    mails: await rows("mails"),
    drifts: await rows("drifts"),
    standings: await rows("standing_changes"),
    application: { overall, standing, caseVersion, updatedAt, dueAt },
  };
}

const run = (eventId: string) => replayEvent({ actor, input: { eventId } });
const state = async () => (await listEntities(opened.db, applicationId))[0]?.state;

it("applies what failed the first time, with all that follows, and says who did it", async () => {
  const id = await stored(verdict("REJECTED"));
  expect(await run(id)).toEqual({ result: "applied", why: null });
  const after = await everything();
  expect(after.entities).toMatchObject([{ state: "rejected" }]);
  expect(after.application).toMatchObject({ overall: "needs_correction" });
  expect(after.mails).toHaveLength(1);
  expect(await event(id)).toMatchObject({ outcome: "applied", why: null, replayed_at: expect.anything() });
  const audit = await rows<{ action: string; actor_id: string; detail: unknown }>("audit_log");
  expect(audit.at(-1)).toMatchObject({
    action: "event.replayed",
    actor_id: actor.userId,
    detail: { event: id, result: "applied" },
  });
});

it("a replay of something applied changes nothing", async () => {
  await deliver(verdict("REJECTED"));
  await deliver(verdict("UPDATING", { updated_at: "2026-03-01T01:40:00Z" }));
  const before = await everything();
  const events = await rows<EventRow>("webhook_events");
  expect(events.map(({ outcome }) => outcome)).toEqual(["applied", "applied"]);
  for (const { id } of [...events, ...events]) expect(await run(id)).toEqual({ result: "unchanged", why: null });
  expect(await everything()).toEqual(before);
  expect((await rows<EventRow>("webhook_events")).map(({ outcome }) => outcome)).toEqual(["applied", "applied"]);
});

it("nor does one that was applied without a time of its own", async () => {
  const { updated_at: _, ...timeless } = verdict("REJECTED");
  await deliver(timeless);
  await deliver({ ...timeless, status: "UPDATING" });
  const before = await everything();
  for (const { id } of await rows<EventRow>("webhook_events")) await run(id);
  expect(await everything()).toEqual(before);
});

it("undoes nothing that came after it, whether or not it has a time", async () => {
  const old = await stored(verdict("REJECTED"));
  const { updated_at: _, ...timeless } = verdict("REJECTED");
  const timelessOld = await stored(timeless);
  await deliver(verdict("UPDATING", { updated_at: "2026-03-01T01:45:00Z" }));
  expect(await run(old)).toEqual({ result: "unchanged", why: "older" });
  expect(await run(timelessOld)).toEqual({ result: "unchanged", why: "no_time" });
  expect(await state()).toBe("in_review");
  expect(await event(timelessOld)).toMatchObject({ outcome: "ignored", why: "no_time" });
  const application = await findApplicationUnscoped(opened.db, applicationId);
  // The database's clock may go a little before this one.
  expect(application?.nextReadAt?.getTime()).toBeLessThanOrEqual(Date.now() + 1_000);
});

it("explains a difference that was there when it was heard, and none that was found later", async () => {
  const old = await stored(verdict("REJECTED"));
  const found = (minutes: number) => new Date(receivedAt.getTime() + minutes * 60_000);
  for (const foundAt of [found(-1), found(1)]) {
    const state = { ours: "in_review", dokus: "rejected" } as const;
    await insertDrift(opened.db, { applicationId, type: "BUSINESS_BANK", entityId: "BNK-1", ...state, foundAt });
  }
  await run(old);
  const drifts = await listDrifts(opened.db, applicationId, 9);
  expect(drifts.map(({ foundAt, callbackAt }) => [foundAt, callbackAt])).toEqual([
    [found(1), null],
    [found(-1), receivedAt],
  ]);
});

it("understands later what it did not know, and leaves what it still does not know", async () => {
  const unknown = await stored(verdict("HALF_ACTIVE"));
  expect(await run(unknown)).toEqual({ result: "unchanged", why: "unknown_status" });
  expect(await event(unknown)).toMatchObject({ outcome: "not_understood" });
});

it("never applies what nobody can have signed", async () => {
  const id = await stored(verdict("ACTIVE"), { outcome: "unverified", verified: false });
  await expect(run(id)).rejects.toThrow("replayUnverified");
  expect(await listEntities(opened.db, applicationId)).toEqual([]);
  expect(await event(id)).toMatchObject({ outcome: "unverified", replayed_at: null });
  await expect(run(randomUUID())).rejects.toThrow("notFound");
  expect(await listWished({ eventIds: [id] })).toEqual([]);
  await expect(startReplay({ actor, input: { wish: { eventIds: [id] }, counted: 0 } })).rejects.toThrow("replayNone");
});

it("replays a range as it came, tells how far it is, and goes on after an interruption without doing anything twice", async () => {
  const minute = (number: number) => new Date(receivedAt.getTime() + number * 60_000);
  const states = Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? "REJECTED" : "UPDATING"));
  for (const [index, status] of states.entries()) {
    const at = minute(index);
    await stored(verdict(status, { updated_at: at.toISOString() }), { at });
  }
  await stored(verdict("ACTIVE"), { outcome: "unverified", verified: false, at: minute(3) });
  const filter = { ...everyEvent, applicationId, from: minute(10), to: minute(60) };
  const wish = { filter };
  expect(await listWished(wish)).toHaveLength(50);
  await expect(startReplay({ actor, input: { wish, counted: 49 } })).rejects.toThrow("replayOther");
  const { replayId } = await startReplay({ actor, input: { wish, counted: 50 } });
  expect(await findReplay(opened.db, replayId)).toMatchObject({ total: 50, done: 0, finishedAt: null });

  // Interrupted in the second chunk: two of its events are done, and the counts do not have them.
  const ids = await listWished(wish);
  for (const id of ids.slice(0, 27)) await run(id);
  await opened.executeSql("update replays set done = 25, applied = 25 where id = $1", [replayId]);
  await replayEvents({ replayId });
  expect(await findReplay(opened.db, replayId)).toMatchObject({
    done: 50,
    applied: 48,
    unchanged: 2,
    failed: 0,
    finishedAt: expect.any(Date),
  });
  const after = await everything();
  expect(await state()).toBe("in_review");
  await replayEvents({ replayId });
  expect(await everything()).toEqual(after);
});

it("asks for smaller parts when there are too many", async () => {
  await opened.executeSql(
    `insert into webhook_events (application_id, request_id, digest, verified, body, outcome)
     select $1, 'r' || n, 'd' || n, true, 'x', 'failed' from generate_series(1, ${mostReplayed + 1}) n`,
    [applicationId],
  );
  const input = { wish: { filter: { ...everyEvent, applicationId } }, counted: mostReplayed + 1 };
  await expect(startReplay({ actor, input })).rejects.toThrow("replayTooMany");
});
