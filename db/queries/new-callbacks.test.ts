import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "../client";
import { closeTestDatabase, openTestDatabase } from "../test-database";
import { insertApplication } from "./applications";
import { insertCallbacks, type NewCallback, writeCallback } from "./new-callbacks";
import { savePartnerSettings } from "./partner";
import { insertPerson } from "./users";

let opened: Database;
const applicationIds: string[] = [];

beforeAll(async () => {
  opened = await openTestDatabase();
  const person = { role: "merchant" as const, email: "t@merchant.test", emailIndex: "t", name: "Tini" };
  const ownerId = await insertPerson(opened.db, person);
  for (const hash of ["hash-1", "hash-2"]) {
    const secrets = { webhookToken: hash, webhookTokenHash: hash };
    applicationIds.push(await insertApplication(opened.db, { ownerId, businessName: "Toko Tini", ...secrets }));
  }
});
afterAll(closeTestDatabase);

const callback = (change: Partial<NewCallback> = {}): NewCallback => ({
  id: randomUUID(),
  tokenHash: "hash-1",
  requestId: randomUUID(),
  digest: "d",
  body: '{"status":"ACTIVE, \\"so\\" {to} say"}',
  type: "BUSINESS",
  entityId: null,
  status: "ACTIVE",
  sentAt: new Date("2026-03-01T01:59:59Z"),
  ...change,
});
const insert = async (...callbacks: NewCallback[]) =>
  await insertCallbacks(opened.db, callbacks.map(writeCallback), null);

it("stores each for the application of its token, and nothing for a token that is nobody's", async () => {
  const [one, other, nobodys] = [
    callback(),
    callback({ tokenHash: "hash-2", sentAt: null }),
    callback({ tokenHash: "x" }),
  ];
  const added = await insert(one, other, nobodys);
  expect(Object.fromEntries(added)).toEqual({ [one.id]: applicationIds[0], [other.id]: applicationIds[1] });
  const { rows } = await opened.executeSql(
    "select id, request_id, digest, verified, type, entity_id, status, outcome, why, sent_at from webhook_events where id = $1",
    [one.id],
  );
  const { id, requestId, digest } = one;
  expect(rows).toEqual([
    {
      ...{ id, digest, verified: true, type: "BUSINESS", entity_id: null, status: "ACTIVE", outcome: "received" },
      ...{ request_id: requestId, why: null, sent_at: one.sentAt },
    },
  ]);
});

it("leaves out what is there already, also within one group", async () => {
  const first = callback();
  await insert(first);
  const twice = callback();
  const added = await insert(
    { ...first, id: randomUUID() },
    twice,
    { ...twice, id: randomUUID() },
    { ...first, id: randomUUID(), digest: "another body" },
  );
  expect(added.size).toBe(2);
  expect(added.has(twice.id)).toBe(true);
});

it("stores nothing once the partner's settings are no longer those it was told", async () => {
  const { db } = opened;
  expect((await insertCallbacks(db, [writeCallback(callback())], 0)).size).toBe(1);
  await savePartnerSettings(db, { values: {} });
  expect((await insertCallbacks(db, [writeCallback(callback())], 0)).size).toBe(0);
  expect((await insertCallbacks(db, [writeCallback(callback())], 1)).size).toBe(1);
  expect((await insertCallbacks(db, [writeCallback(callback())], null)).size).toBe(1);
});

it("goes on where the server forgets what it prepared, as behind a pooler that hands connections round", async () => {
  await insert(callback());
  await opened.executeSql("deallocate all");
  const one = callback();
  expect((await insert(one)).has(one.id)).toBe(true);
  await opened.executeSql("deallocate all");
  expect((await insert(callback())).size).toBe(1);
});
