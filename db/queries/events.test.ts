import { afterAll, beforeAll, expect, test } from "vitest";
import { newToken } from "../../lib/crypto/tokens";
import type { Database } from "../client";
import { applications, dokuCalls, webhookEvents } from "../schema";
import { closeTestDatabase, openTestDatabase } from "../test-database";
import { type CallbackOutcome, listCallbacks, listCalls, listExchange, readCallbackHealth } from "./events";
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
async function insertCall(outcome: string, at: Date, ofApplication: string | null = applicationId) {
  await database.db.insert(dokuCalls).values({
    applicationId: ofApplication,
    endpoint: "token",
    method: "POST",
    path: "/token",
    outcome,
    durationMs: 12,
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
  const all = await listExchange(database.db, null, null);
  expect(all.events.map((event) => event.outcome).slice(0, 2)).toEqual(["failed", "ok"]);
  expect(all.next).toBeNull();
  expect(all.events.map((event) => event.at.getTime())).toEqual([5, 4, 3, 3, 2, 1].map((m) => minute(m).getTime()));
  expect(all.events[1]).toMatchObject({ kind: "call", applicationId: null, businessName: null });

  const walked: string[] = [];
  for (let cursor = null as typeof all.next, pages = 0; pages < 10; pages += 1) {
    const page = await listExchange(database.db, null, cursor, 2);
    walked.push(...page.events.map((event) => event.id));
    cursor = page.next;
    if (!cursor) break;
  }
  expect(walked).toEqual(all.events.map((event) => event.id));
});

test("filters by the outcome of callbacks, or to calls", async () => {
  const kinds = async (filter: Parameters<typeof listExchange>[1]) =>
    (await listExchange(database.db, filter, null)).events.map((event) => `${event.kind} ${event.outcome}`);
  expect(await kinds("unverified")).toEqual(["callback unverified"]);
  expect(await kinds("calls")).toEqual(["call ok", "call rejected", "call ok"]);
  expect(await kinds("failed_calls")).toEqual(["call rejected"]);
  expect(await kinds("ignored")).toEqual([]);
});

test("callback health tells the last good and the last badly signed callback", async () => {
  const health = await readCallbackHealth(database.db, minute(2));
  expect(health.lastVerifiedAt).toEqual(minute(5));
  expect(health.lastUnverifiedAt).toEqual(minute(3));
  expect(health.recent).toEqual(
    new Map([
      ["failed", 1],
      ["unverified", 1],
    ]),
  );
});

test("one merchant's callbacks and calls, without bodies", async () => {
  const callbacks = await listCallbacks(database.db, applicationId, 10);
  expect(callbacks.map((event) => event.outcome)).toEqual(["failed", "unverified", "applied"]);
  expect(callbacks.every((event) => !("body" in event))).toBe(true);
  expect((await listCalls(database.db, applicationId, 1)).map((call) => call.outcome)).toEqual(["rejected"]);
});
