/** On a PostgreSQL of its own: PGlite has one connection, so that nobody could hold a lock beside us. */
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase, setDatabase } from "@/db/client";
import { prepareDatabase } from "@/db/prepare";
import { insertApplication, updateApplication } from "@/db/queries/applications";
import { insertWebhookEvent } from "@/db/queries/kyb";
import { insertPerson } from "@/db/queries/users";
import { type PostgresServer, startPostgres } from "@/scripts/postgres-server";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import { startJobs, stopWorkers } from "../jobs/queue";
import { applySoon } from "./apply-soon";

let server: PostgresServer;
let opened: Database;

beforeAll(async () => {
  server = await startPostgres();
  opened = await openDatabase({ DATABASE_URL: server.url, dataDir: "" });
  setDatabase(opened);
  await prepareDatabase(opened);
  await startJobs();
});
afterAll(async () => {
  await stopWorkers();
  setDatabase(undefined);
  await opened.close();
  await server.stop();
});

async function withCallback(name: string): Promise<string> {
  const email = `${name}@merchant.test`;
  const person = { role: "merchant" as const, email, emailIndex: emailIndex(email), name };
  const ownerId = await insertPerson(opened.db, person);
  const token = newToken();
  const secrets = { webhookToken: token, webhookTokenHash: hashToken(token) };
  const applicationId = await insertApplication(opened.db, { ownerId, businessName: name, ...secrets });
  await updateApplication(opened.db, applicationId, { state: "submitted", dokuBusinessId: `BSN-${name}` });
  const content = { requestId: randomUUID(), digest: name, body: "{}", type: null, entityId: null, status: null };
  await insertWebhookEvent(opened.db, {
    applicationId,
    ...content,
    sentAt: null,
    verified: true,
    outcome: "received",
    why: null,
  });
  return applicationId;
}

it("leaves nobody waiting behind a merchant who is locked, though it begins with one", async () => {
  const [locked, ...others] = await Promise.all(["dewi", "budi", "sari"].map(withCallback));
  const holder = new Client({ connectionString: server.url });
  await holder.connect();
  await holder.query("begin");
  await holder.query("select 1 from applications where id = $1 for update", [locked]);
  let isLockedDone = false;
  const first = applySoon(locked ?? "").then(() => {
    isLockedDone = true;
  });
  const rest = Promise.all(others.map(applySoon));
  const { sambutApplying } = globalThis as { sambutApplying?: { running: Map<string, unknown> } };
  expect([...(sambutApplying?.running.keys() ?? [])]).toEqual([locked]);
  await rest;
  expect(isLockedDone).toBe(false);
  await holder.query("rollback");
  await holder.end();
  await first;
  const { rows } = await opened.executeSql("select 1 from webhook_events where outcome = 'received'");
  expect(rows).toEqual([]);
});
