import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { insertStaffOnce } from "@/db/queries/invitations";
import { savePartnerSettings } from "@/db/queries/partner";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { type RunningSandbox, startSandbox } from "@/sandbox/server";
import { emailIndex } from "../crypto/tokens";
import { dokuAccount, dokuClient } from "../doku-account";
import type { StaffActor } from "../domain/actor";
import { type DokuAccountInput, dokuAccountSchema } from "../domain/doku-settings";
import { AppError } from "../errors";
import { forgetCredentials, saveCredentials, tryCredentials } from "./doku-credentials";

const clientId = "BRN-0001-TEST";
const secretKey = "SK-RIGHT-1234567890";
const wrongKey = "SK-WRONG-0987654321";

let opened: Database;
let sandbox: RunningSandbox;
let actor: StaffActor;

beforeAll(async () => {
  sandbox = await startSandbox({ clientId, secretKey, auto: false, hangMs: 100 });
  opened = await openTestDatabase();
  actor = await admin("rina@partner.test");
});
afterAll(async () => {
  await closeTestDatabase();
  await sandbox.close();
});
beforeEach(async () => {
  await savePartnerSettings(opened.db, { values: {}, credentials: null });
});

async function admin(email: string): Promise<StaffActor> {
  const row = { email, emailIndex: emailIndex(email), name: "Rina", staffRole: "admin" } as const;
  return { kind: "staff", userId: (await insertStaffOnce(opened.db, row)) ?? "" };
}
/** Answers in DOKU's place and refuses; what `first` does happens while the portal waits. */
async function refusing(first: () => unknown, headers: () => Record<string, string> = () => ({})) {
  const server = createServer(async (_, response) => {
    await first();
    response.writeHead(401, { "Content-Type": "application/json", ...headers() }).end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
const keyOf = (error: unknown) => (error instanceof AppError ? error.key : error);
const rows = async (query: string) => (await opened.executeSql(query)).rows as Record<string, unknown>[];
const lastDeed = async () => (await rows("select action, detail from audit_log order by position desc limit 1"))[0];

const typed = (change: Partial<DokuAccountInput> = {}) =>
  dokuAccountSchema.parse({
    environment: "own",
    address: sandbox.url,
    clientId,
    secretKey,
    nextSecretKey: "",
    dropNext: false,
    ...change,
  });

it("are good when DOKU gives a token, and the deed is in the trail without any secret", async () => {
  const found = await tryCredentials({ actor, input: typed() });
  expect(found).toMatchObject({ outcome: "good", tookMs: expect.any(Number) });
  expect(Math.abs(found.clockSeconds ?? 99)).toBeLessThan(10);
  expect(await lastDeed()).toEqual({
    action: "settings.doku_tested",
    detail: { baseUrl: sandbox.url, clientId, outcome: "good" },
  });
});

it.each([
  ["wrong_key", { secretKey: wrongKey }],
  ["unreachable", { address: "http://127.0.0.1:9" }],
])("are told apart: %s", async (outcome, change) => {
  expect(await tryCredentials({ actor, input: typed(change) })).toMatchObject({ outcome });
});

it("are told to be none when something else answers at the address", async () => {
  const address = `http://localhost:${new URL(sandbox.url).port}`;
  const fault = { endpoint: "token", kind: "status", status: 404 };
  const headers = { "Content-Type": "application/json" };
  await fetch(`${sandbox.url}/control/faults`, { method: "POST", headers, body: JSON.stringify(fault) });
  expect((await tryCredentials({ actor, input: typed({ address }) })).outcome).toBe("not_doku");
  await fetch(`${sandbox.url}/control/faults`, { method: "DELETE" });
});

it("blame the clock where it is far off", async () => {
  // The sandbox shares our clock, so this one stands in for a DOKU whose clock is half an hour behind.
  const at = () => ({ "Response-Timestamp": new Date(Date.now() - 30 * 60_000).toISOString() });
  const { address, close } = await refusing(() => {}, at);
  const { outcome, clockSeconds } = await tryCredentials({ actor, input: typed({ address }) });
  close();
  expect(outcome).toBe("clock");
  expect(clockSeconds).toBeLessThan(-1_700);
});

it("are kept after a good test, used by the next call, and sealed where they lie", async () => {
  const result = await saveCredentials({
    actor,
    input: { account: typed({ nextSecretKey: "SK-NEXT-1" }), anyway: false },
  });
  expect(result).toMatchObject({ saved: true, connection: { outcome: "good" } });
  expect(await dokuAccount()).toMatchObject({
    baseUrl: sandbox.url,
    clientId,
    secretKey,
    nextSecretKey: "SK-NEXT-1",
  });
  await expect((await dokuClient(null)).issueToken()).resolves.toHaveProperty("expiresAt");
  const everything = JSON.stringify([
    result,
    await rows("select * from partner_settings"),
    await rows("select * from audit_log"),
    await rows("select * from doku_calls"),
  ]);
  for (const secret of [secretKey, wrongKey, "SK-NEXT-1"]) expect(everything).not.toContain(secret);

  await saveCredentials({ actor, input: { account: typed({ secretKey: "", dropNext: true }), anyway: false } });
  expect(await dokuAccount()).toMatchObject({ secretKey, nextSecretKey: null });
  await forgetCredentials({ actor });
  expect(await dokuAccount()).toMatchObject({ baseUrl: "http://127.0.0.1:9", setAt: null });
});

it("leave a row before the signed request goes out and one after, whatever the test finds", async () => {
  let before: unknown;
  const { address, close } = await refusing(async () => {
    before = await lastDeed();
  });
  const result = await saveCredentials({ actor, input: { account: typed({ address }), anyway: false } });
  close();
  expect(result.saved).toBe(false);
  expect(before).toEqual({ action: "settings.doku_test_started", detail: { baseUrl: address, clientId } });
  const detail = { baseUrl: address, clientId, outcome: result.connection.outcome };
  expect(await lastDeed()).toEqual({ action: "settings.doku_tested", detail });
  expect(JSON.stringify(await rows("select detail from audit_log"))).not.toContain(secretKey);
});

it("are not written over what somebody else set during the test", async () => {
  const meanwhile = { baseUrl: sandbox.url, clientId, secretKey, nextSecretKey: "SK-NEXT-2", setAt: "2026-01-01" };
  const { address, close } = await refusing(() => savePartnerSettings(opened.db, { credentials: meanwhile }));
  const saving = saveCredentials({ actor, input: { account: typed({ address }), anyway: true } });
  expect(await saving.catch((error: unknown) => error)).toMatchObject({
    code: "conflict",
    key: "settings.dokuChanged",
  });
  close();
  expect(await dokuAccount()).toMatchObject({ baseUrl: sandbox.url, nextSecretKey: "SK-NEXT-2" });
});

it("are neither tested, set nor taken back by somebody who is no admin any more, not even since the test", async () => {
  const former = await admin("mantan@partner.test");
  const demote = () => opened.executeSql("update users set staff_role = 'viewer' where id = $1", [former.userId]);
  const { address, close } = await refusing(demote);
  const input = { account: typed({ address }), anyway: true };
  expect(await saveCredentials({ actor: former, input }).catch(keyOf)).toBe("notAllowed");
  close();
  expect((await dokuAccount()).setAt).toBeNull();

  const calls = async () => (await rows("select count(*)::int as calls from doku_calls"))[0];
  const before = await calls();
  expect(await tryCredentials({ actor: former, input: typed() }).catch(keyOf)).toBe("notAllowed");
  expect(await calls()).toEqual(before);
  await saveCredentials({ actor, input: { account: typed(), anyway: false } });
  expect(await forgetCredentials({ actor: former }).catch(keyOf)).toBe("notAllowed");
  expect((await dokuAccount()).setAt).not.toBeNull();
});

it("are not kept after a bad test, unless somebody says so", async () => {
  const account = typed({ secretKey: wrongKey });
  const refused = await saveCredentials({ actor, input: { account, anyway: false } });
  expect(refused).toMatchObject({ saved: false, connection: { outcome: "wrong_key" } });
  expect((await dokuAccount()).setAt).toBeNull();
  expect(await saveCredentials({ actor, input: { account, anyway: true } })).toMatchObject({ saved: true });
  expect((await dokuAccount()).secretKey).toBe(wrongKey);
  expect(await lastDeed()).toMatchObject({
    action: "settings.doku",
    detail: { outcome: "wrong_key", secretChanged: true },
  });
});

it("never lend the secret of one client to another", async () => {
  const account = typed({ clientId: `BRN-${randomUUID()}`, secretKey: "" });
  const refusal = await tryCredentials({ actor, input: account }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    key: "checkFields",
    issues: [{ path: "secretKey", key: "settings.secretNeeded" }],
  });
});

it("never sign for an address that the secret was not entered for, nor keep the next key of another", async () => {
  await saveCredentials({ actor, input: { account: typed({ nextSecretKey: "SK-NEXT-3" }), anyway: false } });
  let asked = 0;
  const { address, close } = await refusing(() => {
    asked += 1;
  });
  const account = typed({ address, secretKey: "" });
  const refusal = { key: "checkFields", issues: [{ path: "secretKey", key: "settings.secretElsewhere" }] };
  for (const press of [
    () => tryCredentials({ actor, input: account }),
    () => saveCredentials({ actor, input: { account, anyway: true } }),
  ]) {
    expect(await press().catch((error: unknown) => error)).toMatchObject(refusal);
  }
  expect(asked).toBe(0);
  await saveCredentials({ actor, input: { account: typed({ address }), anyway: true } });
  close();
  expect(await dokuAccount()).toMatchObject({ baseUrl: address, secretKey, nextSecretKey: null });
});
