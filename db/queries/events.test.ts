import { afterAll, beforeAll, expect, test } from "vitest";
import { newToken } from "../../lib/crypto/tokens";
import type { Database } from "../client";
import { applications, dokuCalls, webhookEvents } from "../schema";
import { closeTestDatabase, openTestDatabase } from "../test-database";
import { type CallbackOutcome, type EventFilter, everyEvent, listCallbacks, listCalls, listExchange } from "./events";
import { listReplayable } from "./replays";
import { insertPerson } from "./users";

let database: Database;
let applicationId = "";

const minute = (number: number) => new Date(Date.parse("2026-11-21T00:00:00Z") + number * 60_000);

async function insertCallback(outcome: CallbackOutcome, at: Date) {
  await database.db.insert(webhookEvents).values({
    applicationId,
    requestId: newToken(),
    digest: newToken(),
    verified: outcome !== "unverified",
    body: "{}",
    type: "BUSINESS",
    outcome,
    receivedAt: at,
  });
}
const dokusWords = "NIK 3174012304900001 is not accepted";
async function insertCall(outcome: string, at: Date, ofApplication: string | null = applicationId) {
  await database.db.insert(dokuCalls).values({
    applicationId: ofApplication,
    endpoint: "token",
    method: "POST",
    path: "/token",
    outcome,
    durationMs: 12,
    errorText: outcome === "rejected" ? dokusWords : null,
    at,
  });
}

beforeAll(async () => {
  database = await openTestDatabase();
  const ownerId = await insertPerson(database.db, {
    role: "merchant",
    email: "a@example.test",
    emailIndex: "a",
    name: "A",
  });
  const [row] = await database.db
    .insert(applications)
    .values({ ownerId, businessName: "Toko A", webhookToken: "t", webhookTokenHash: "h" })
    .returning({ id: applications.id });
  applicationId = row?.id ?? "";
  await insertCallback("applied", minute(1));
  await insertCall("ok", minute(2));
  await insertCallback("unverified", minute(3));
  await insertCall("rejected", minute(3));
  await insertCall("ok", minute(4), null);
  await insertCallback("failed", minute(5));
});
afterAll(closeTestDatabase);

test("callbacks and calls stand in one list, newest first, and pages neither skip nor repeat", async () => {
  const all = await listExchange(database.db, everyEvent, null);
  expect(all.events.map((event) => event.outcome).slice(0, 2)).toEqual(["failed", "ok"]);
  expect(all.next).toBeNull();
  expect(all.events.map((event) => event.at.getTime())).toEqual([5, 4, 3, 3, 2, 1].map((m) => minute(m).getTime()));
  expect(all.events[1]).toMatchObject({ kind: "call", applicationId: null, businessName: null });

  const walked: string[] = [];
  for (let cursor = null as typeof all.next, pages = 0; pages < 10; pages += 1) {
    const page = await listExchange(database.db, everyEvent, cursor, 2);
    walked.push(...page.events.map((event) => event.id));
    cursor = page.next;
    if (!cursor) break;
  }
  expect(walked).toEqual(all.events.map((event) => event.id));
});

test("filters by what it was, and callback words leave out calls and the other way round", async () => {
  const found = async (filter: Partial<EventFilter>) =>
    (await listExchange(database.db, { ...everyEvent, ...filter }, null)).events.map(
      (event) => `${event.kind} ${event.outcome}`,
    );
  expect(await found({ kind: "unverified" })).toEqual(["callback unverified"]);
  expect(await found({ kind: "callbacks" })).toEqual(["callback failed", "callback unverified", "callback applied"]);
  expect(await found({ kind: "calls" })).toEqual(["call ok", "call rejected", "call ok"]);
  expect(await found({ kind: "failed_calls" })).toEqual(["call rejected"]);
  expect(await found({ kind: "ignored" })).toEqual([]);
  expect(await found({ type: "BUSINESS" })).toHaveLength(3);
  expect(await found({ type: "BRAND" })).toEqual([]);
  expect(await found({ status: "ACTIVE" })).toEqual([]);
  expect(await found({ endpoint: "token" })).toHaveLength(3);
  expect(await found({ endpoint: "token", type: "BUSINESS" })).toEqual([]);
});

test("filters by merchant, ids and time", async () => {
  const found = async (filter: Partial<EventFilter>) =>
    (await listExchange(database.db, { ...everyEvent, ...filter }, null)).events;
  expect(await found({ applicationId })).toHaveLength(5);
  expect(await found({ from: minute(3), to: minute(4) })).toHaveLength(2);
  const [one] = await found({ kind: "applied" });
  const sameRequest = await found({ id: one?.requestId ?? "" });
  expect(sameRequest.map(({ id }) => id)).toEqual([one?.id]);
  expect(await found({ id: "BSN-1", applicationOfId: applicationId })).toHaveLength(5);
  expect(await found({ id: "BSN-1" })).toEqual([]);
});

test("no list has DOKU's words, of one merchant or of all, only that there are some", async () => {
  const { events } = await listExchange(database.db, everyEvent, null);
  const ofOne = await listCalls(database.db, applicationId, 10);
  expect(JSON.stringify([events, ofOne])).not.toContain(dokusWords);
  for (const calls of [events, ofOne]) {
    const told = calls.flatMap((call) => ("hasWords" in call && call.hasWords ? [call.outcome] : []));
    expect(told).toEqual(["rejected"]);
  }
});

test("what may be replayed are verified callbacks, the oldest first", async () => {
  const all = await listReplayable(database.db, everyEvent, 10);
  const outcomes = (await listCallbacks(database.db, applicationId, 10)).map(({ id, outcome }) => [id, outcome]);
  expect(all.map((id) => Object.fromEntries(outcomes)[id])).toEqual(["applied", "failed"]);
  expect(await listReplayable(database.db, everyEvent, 1)).toEqual(all.slice(0, 1));
  expect(await listReplayable(database.db, { ...everyEvent, kind: "calls" }, 10)).toEqual([]);
});

test("one merchant's callbacks and calls, without bodies", async () => {
  const callbacks = await listCallbacks(database.db, applicationId, 10);
  expect(callbacks.map((event) => event.outcome)).toEqual(["failed", "unverified", "applied"]);
  expect(callbacks.every((event) => !("body" in event))).toBe(true);
  expect((await listCalls(database.db, applicationId, 1)).map((call) => call.outcome)).toEqual(["rejected"]);
});
