import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Database, setDatabase } from "@/db/client";
import { insertApplication, updateApplication } from "@/db/queries/applications";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { hashToken, newToken } from "../crypto/tokens";
import { digestOf, sign } from "../doku/signature";
import { startJobs, stopWorkers } from "../jobs/queue";
import { receiveCallback } from "./receive-callback";

let opened: Database;
const token = newToken();

beforeAll(async () => {
  opened = await openTestDatabase();
  await startJobs();
  const person = { role: "merchant" as const, email: "sari@toko.test", emailIndex: "sari", name: "Sari" };
  const ownerId = await insertPerson(opened.db, person);
  const secrets = { webhookToken: token, webhookTokenHash: hashToken(token) };
  const id = await insertApplication(opened.db, { ownerId, businessName: "Toko Sari", ...secrets });
  await updateApplication(opened.db, id, { state: "submitted", dokuBusinessId: "BSN-1" });
});
afterAll(async () => {
  await stopWorkers();
  await closeTestDatabase();
});

async function send(source: string, { key = "SK-TEST-0000", to = token } = {}) {
  const path = `/api/webhooks/doku/${to}`;
  const rawBody = Buffer.from(JSON.stringify({ type: "BUSINESS", status: "ACTIVE", business_id: "BSN-1" }));
  const timestamp = `${new Date().toISOString().slice(0, 19)}Z`;
  const parts = { clientId: "BRN-0042", requestId: randomUUID(), timestamp, requestTarget: path };
  const headers = new Headers({
    "Client-Id": parts.clientId,
    "Request-Id": parts.requestId,
    "Request-Timestamp": timestamp,
    Signature: sign({ ...parts, digest: digestOf(rawBody) }, key),
  });
  const { answer, applied } = await receiveCallback({ token: to, path, headers, rawBody, source });
  await applied;
  return answer;
}

it("hears who sends one refused callback after another only with the right key, without a question to the database", async () => {
  expect(await send("203.0.113.1")).toBe("accepted");
  for (let count = 0; count < 50; count += 1) {
    expect(await send("203.0.113.1", { key: "SK-WRONG" })).toBe("unverified");
    expect(await send("203.0.113.1", { to: newToken() })).toBe("unknown_token");
  }
  expect(await send("203.0.113.1", { to: newToken() })).toBe("unknown_token");
  // Whatever would be asked of it fails.
  setDatabase({ ...opened, db: undefined } as unknown as Database);
  try {
    expect(await send("203.0.113.1", { key: "SK-WRONG", to: newToken() })).toBe("too_many");
    expect(await send("203.0.113.1", { key: "SK-WRONG" })).toBe("too_many");
  } finally {
    setDatabase(opened);
  }
  expect(await send("203.0.113.1")).toBe("accepted");
  expect(await send("203.0.113.2", { key: "SK-WRONG" })).toBe("unverified");
});

it("hears it again after a minute", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
  await opened.executeSql("update uses set ends_at = now()");
  try {
    expect(await send("203.0.113.1", { to: newToken() })).toBe("unknown_token");
  } finally {
    vi.useRealTimers();
  }
});
