import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { findApplicationUnscoped, insertApplication } from "@/db/queries/applications";
import { insertDokuCall, insertWebhookEvent } from "@/db/queries/kyb";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { newToken } from "../crypto/tokens";
import { revealEvent } from "./reveal-event";

let opened: Database;
let actor: { kind: "staff"; userId: string };
let applicationId: string;

beforeAll(async () => {
  opened = await openTestDatabase();
  const person = (role: "merchant" | "staff") =>
    insertPerson(opened.db, { role, email: "a@example.test", emailIndex: randomUUID(), name: "Sari Dewi" });
  actor = { kind: "staff", userId: await person("staff") };
  const secrets = { webhookToken: newToken(), webhookTokenHash: newToken() };
  applicationId = await insertApplication(opened.db, {
    ownerId: await person("merchant"),
    businessName: "Toko Sari",
    ...secrets,
  });
});
afterAll(closeTestDatabase);

const show = (eventId: string) => revealEvent({ actor, input: { eventId } });
async function audited(chainId: string): Promise<unknown[]> {
  const rows = await opened.executeSql("select action, detail from audit_log where chain_id = $1", [chainId]);
  return rows.rows;
}

it("shows a callback in full and writes down who saw it, without calling it news", async () => {
  const event = { applicationId, requestId: "r", digest: "d", verified: true, outcome: "applied" as const };
  const body = '{"status":"REJECTED","reject_notes":["Sari Dewi"]}';
  const id = (await insertWebhookEvent(opened.db, { ...event, body })) ?? "";
  const before = await findApplicationUnscoped(opened.db, applicationId);
  expect((await show(id)).text).toContain('"Sari Dewi"');
  expect(await audited(applicationId)).toEqual([{ action: "event.revealed", detail: { event: id } }]);
  const after = await findApplicationUnscoped(opened.db, applicationId);
  expect(after?.caseVersion).toBe(before?.caseVersion);
});

it("shows DOKU's words about a call, also of one that is nobody's, and nothing where DOKU said nothing", async () => {
  const call = { endpoint: "issue-token", method: "POST", path: "/token", outcome: "auth", durationMs: 1 };
  await insertDokuCall(opened.db, { ...call, errorText: "INVALID_CLIENT · unknown" });
  await insertDokuCall(opened.db, { ...call, applicationId, errorText: null });
  const { rows } = await opened.executeSql(
    "select id, application_id from doku_calls order by application_id nulls first",
  );
  const [nobodys, silent] = rows as { id: string }[];
  expect(await show(nobodys?.id ?? "")).toEqual({ text: "INVALID_CLIENT · unknown" });
  expect(await audited(actor.userId)).toMatchObject([{ action: "event.revealed" }]);
  await expect(show(silent?.id ?? "")).rejects.toThrow("notFound");
  await expect(show(randomUUID())).rejects.toThrow("notFound");
});
