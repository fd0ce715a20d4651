import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { emailIndex, hashToken, newToken } from "../../lib/crypto/tokens";
import type { Database } from "../client";
import { closeTestDatabase, openTestDatabase } from "../test-database";
import { insertApplication, updateApplication } from "./applications";
import { findDeskRevision } from "./live";
import { insertPerson } from "./users";

let opened: Database;
let one: string;
let other: string;

async function merchant(): Promise<string> {
  const email = `${randomUUID()}@merchant.test`;
  const person = { role: "merchant" as const, email, emailIndex: emailIndex(email), name: "Sari Dewi" };
  const ownerId = await insertPerson(opened.db, person);
  const token = newToken();
  const secrets = { webhookToken: token, webhookTokenHash: hashToken(token) };
  return await insertApplication(opened.db, { ownerId, businessName: "Toko Sari", ...secrets });
}
beforeAll(async () => {
  opened = await openTestDatabase();
  [one, other] = [await merchant(), await merchant()];
});
afterAll(closeTestDatabase);

const change = (applicationId: string) => updateApplication(opened.db, applicationId, { remindAt: new Date() });

it("grows with every change, however quickly they follow each other", async () => {
  let last = await findDeskRevision(opened.db);
  for (const applicationId of [one, other, one, one]) {
    await change(applicationId);
    const next = await findDeskRevision(opened.db);
    expect(next).toBeGreaterThan(last);
    expect(Number.isSafeInteger(next)).toBe(true);
    last = next;
  }
});

it("grows with a change that began before the newest one and was committed after it", async () => {
  // On PGlite, whose one connection has no second transaction, what such a commit leaves: an earlier time.
  await change(one);
  const seen = await findDeskRevision(opened.db);
  await change(other);
  await opened.executeSql(
    `update applications set updated_at = (select updated_at from applications where id = '${one}') - interval '1 second' where id = '${other}'`,
  );
  expect(await findDeskRevision(opened.db)).toBeGreaterThan(seen);
});
