/**
 * That events and the audit trail can be read from an index in their own order, however many there are. A few thousand rows
 * are still read faster as a whole, so that is forbidden here.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../client";
import { closeTestDatabase, openTestDatabase } from "../test-database";
import { type AuditFilter, auditQuery } from "./audit-list";
import { callbacksQuery, callsQuery, type EventFilter, everyEvent } from "./events";

const rows = 3_000;
const someone = "00000000-0000-4000-8000-000000000001";
const someMerchant = "00000000-0000-4000-8000-000000000002";
let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
  const commands = [
    `insert into users (id, role, email, email_index, name) values ('${someone}', 'staff', 'x', 's', 'x')`,
    `insert into applications (id, owner_id, business_name, webhook_token, webhook_token_hash)
     select case when n = 1 then '${someMerchant}'::uuid else gen_random_uuid() end, '${someone}', 'Toko ' || n, 't', 'h' || n
     from generate_series(1, 100) n`,
    `insert into webhook_events (application_id, request_id, digest, verified, body, type, status, entity_id, outcome, received_at)
     select a.id, 'r' || n, 'd' || n, true, 'x', (array['BRAND', 'BUSINESS'])[1 + n % 2], (array['ACTIVE', 'REJECTED', 'UPDATING'])[1 + n % 3],
       'E' || n, case when n % 100 = 0 then 'failed' when n % 5 = 1 then 'received' else 'applied' end, timestamptz '2026-06-02' - n * interval '1 minute'
     from generate_series(1, ${rows / 100}) k, lateral (select id, row_number() over () i from applications) a, lateral (select k * 100 + i n) m`,
    `insert into doku_calls (application_id, endpoint, method, path, request_id, outcome, duration_ms, at)
     select application_id, (array['get-business', 'upload-file'])[1 + length(entity_id) % 2], 'GET', '/', request_id,
       case when outcome = 'failed' then 'timeout' else 'ok' end, 1, received_at from webhook_events`,
    `insert into audit_log (chain, chain_id, position, application_id, actor_kind, actor_id, action, detail, at, previous_hash, hash)
     select 'merchant', application_id, row_number() over (partition by application_id), application_id,
       case when outcome = 'failed' then 'staff' else 'merchant' end, case when outcome = 'failed' then '${someone}'::uuid end,
       type, '{}', received_at, 'x', 'x' from webhook_events`,
    "analyze webhook_events",
    "analyze doku_calls",
    "analyze audit_log",
    "analyze applications",
    "set enable_seqscan = off",
    "set enable_bitmapscan = off",
  ];
  for (const command of commands) await database.executeSql(command);
});
afterAll(closeTestDatabase);

type Query = { toSQL: () => { sql: string; params: unknown[] } } | null;

async function planOf(query: Query): Promise<string> {
  const { sql: text, params } = query?.toSQL() ?? { sql: "select 1", params: [] };
  const values = params.map((value) => (value instanceof Date ? value.toISOString() : value));
  const { rows: lines } = await database.executeSql(`explain ${text}`, values);
  return lines.map((line) => Object.values(line as Record<string, string>)[0]).join("\n");
}

const at = new Date("2026-06-01T00:00:00Z");
const cursor = { at: "2100-01-01T00:00:00.000000Z", id: someone };

describe("a page of events is read from an index", () => {
  test.each<[Partial<EventFilter>, string, string | null]>([
    [{}, "webhook_events_at", "doku_calls_at"],
    [{ from: at }, "webhook_events_at", "doku_calls_at"],
    [{ type: "BRAND" }, "webhook_events_tried_type", null],
    [{ status: "ACTIVE" }, "webhook_events_tried_status", null],
    [{ type: "BRAND", status: "ACTIVE" }, "webhook_events_tried_type_status", null],
    [{ kind: "failed" }, "webhook_events_tried_outcome", null],
    [{ kind: "failed", from: at }, "webhook_events_tried_outcome", null],
    [{ applicationId: someMerchant }, "webhook_events_tried", "doku_calls_application"],
  ])("%j", async (wanted, ofCallbacks, ofCalls) => {
    const filter = { ...everyEvent, ...wanted };
    const callbacks = await planOf(callbacksQuery(database.db, filter, "tried", cursor, 51));
    expect(callbacks).toMatch(new RegExp(`using ${ofCallbacks} on`));
    const calls = callsQuery(database.db, filter, cursor, 51);
    if (ofCalls === null) expect(calls).toBeNull();
    else expect(await planOf(calls)).toMatch(new RegExp(`using ${ofCalls} on`));
  });

  test.each<[Partial<EventFilter>, string]>([
    [{ kind: "failed_calls" }, "doku_calls_failed"],
    [{ endpoint: "upload-file" }, "doku_calls_endpoint"],
    [{ id: "r150", kind: "calls" }, "doku_calls_request"],
  ])("%j", async (wanted, index) => {
    const plan = await planOf(callsQuery(database.db, { ...everyEvent, ...wanted }, null, 51));
    expect(plan).toMatch(new RegExp(`using ${index} on`));
  });

  test.each<[Partial<EventFilter>, string]>([
    [{}, "webhook_events_waiting_at"],
    [{ type: "BRAND" }, "webhook_events_waiting_at"],
    [{ applicationId: someMerchant }, "webhook_events_waiting"],
  ])("%j of what still waits", async (wanted, index) => {
    const plan = await planOf(callbacksQuery(database.db, { ...everyEvent, ...wanted }, "waiting", cursor, 51));
    expect(plan).toMatch(new RegExp(`using ${index} on`));
  });

  test("an id is looked up in both of its indexes", async () => {
    await database.executeSql("set enable_bitmapscan = on");
    const plan = await planOf(callbacksQuery(database.db, { ...everyEvent, id: "r150" }, "tried", null, 51));
    await database.executeSql("set enable_bitmapscan = off");
    expect(plan).toContain("webhook_events_tried_entity");
    expect(plan).toContain("webhook_events_tried_request");
  });
});

describe("a page of the audit trail is read from an index", () => {
  const any: AuditFilter = { actorId: null, action: null, applicationId: null, from: null, to: null };
  test.each<[Partial<AuditFilter>, string]>([
    [{}, "audit_log_at"],
    [{ to: at }, "audit_log_at"],
    [{ actorId: someone }, "audit_log_actor|audit_log_staff_action"],
    [{ action: "BRAND" }, "audit_log_action"],
    [{ actorId: someone, action: "BRAND" }, "audit_log_staff_action"],
    [{ applicationId: someMerchant }, "audit_log_application"],
  ])("%j", async (wanted, index) => {
    const plan = await planOf(auditQuery(database.db, { ...any, ...wanted }, null, 51));
    expect(plan).toMatch(new RegExp(`using (${index}) on`));
  });
});
