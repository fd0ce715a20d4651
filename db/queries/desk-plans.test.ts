/**
 * That the desk's lists can be read from an index in their own order, however many merchants there are. A few thousand are
 * still read faster as a whole, so that is forbidden here; what the pages cost at a million is the benchmark's matter.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { needs } from "../../lib/domain/needs";
import type { Database } from "../client";
import { closeTestDatabase, openTestDatabase } from "../test-database";
import { selectCounts, selectMerchants } from "./desk";
import { askedBy, now, someone } from "./desk.fixture";
import { findDeskRevision } from "./live";
import { insertPerson } from "./users";

const merchants = 2_500;
let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
  const owner = { role: "merchant" as const, email: "t@example.test", emailIndex: "t", name: "Tini" };
  const ownerId = await insertPerson(database.db, owner);
  await insertPerson(database.db, { role: "staff", email: "r@partner.test", emailIndex: "r", name: "Rani" });
  await database.executeSql("update users set id = $1 where role = 'staff'", [someone]);
  await database.executeSql(
    `insert into applications (owner_id, business_name, webhook_token, webhook_token_hash, state, overall, needs, needs_at,
       refused, reasons, assignee_id, legal_entity, line, submitted_at, due_at, due_soon_at, doku_business_id, created_at, updated_at)
     select $1, 'Toko ' || chr(97 + n % 26) || n, 't', 'h' || n, 'submitted',
       case when n % 50 = 0 then 'suspended' else 'live' end,
       case when n % 20 = 0 then array['rejected', (array['drift','unmapped','second','stopped','unread','asks_change'])[1 + n % 6]] else '{}' end,
       case when n % 20 = 0 then $2::timestamptz - n * interval '1 minute' end,
       case when n % 20 = 0 then array['BUSINESS_BANK'] else '{}' end,
       case when n % 20 = 0 then array['LINK_DEAD'] else '{}' end,
       case when n % 10 = 0 then $3::uuid end, case when n % 50 = 0 then 'BLU' else 'PT' end, case when n % 50 = 0 then 'MINING' else 'RETAIL' end,
       $2::timestamptz - n * interval '1 hour', case when n % 15 = 0 then $2::timestamptz + n * interval '1 minute' end,
       case when n % 15 = 0 then $2::timestamptz + (n - 720) * interval '1 minute' end,
       'BSN-' || n, $2::timestamptz - n * interval '2 hours', $2::timestamptz - n * interval '1 minute'
     from generate_series(1, ${merchants}) n`,
    [ownerId, now.toISOString(), someone],
  );
  await database.executeSql(
    "insert into merchant_words (word, application_id, names) select w, id, lower(' ' || business_name) from applications, regexp_split_to_table(lower(business_name), ' ') w",
  );
  // Vacuumed, so that what an index alone can answer is answered by it.
  for (const table of ["applications", "merchant_words"]) await database.executeSql(`vacuum analyze ${table}`);
  await database.executeSql("set enable_seqscan = off; set enable_bitmapscan = off");
});
afterAll(closeTestDatabase);

async function planOf(query: { toSQL: () => { sql: string; params: unknown[] } }): Promise<string> {
  const { sql: text, params } = query.toSQL();
  const values = params.map((value) => (value instanceof Date ? value.toISOString() : value));
  const { rows } = await database.executeSql(`explain ${text}`, values);
  return rows.map((row) => Object.values(row as Record<string, string>)[0]).join("\n");
}

/** A page of the queue is looked for first, in order, and its rows are put into the same order again when they are read. */
const withoutSortOfPage = (plan: string) => (plan.includes("InitPlan") ? plan.replace(/^Sort .*\n.*/, "") : plan);
const listPlan = async (query: string) =>
  withoutSortOfPage(await planOf(selectMerchants(database.db, await askedBy(database.db, query), null, 51)));

describe("a page of merchants is read from an index, in its order", () => {
  test.each([
    ["", "applications_queue"],
    ["sort=changed", "applications_(queue_)?updated"],
    ["sort=name", "applications_(queue_)?name"],
    ["sort=clock", "applications_(queue_)?due"],
    ["sort=submitted", "applications_(queue_)?submitted"],
    ["assignee=me", "applications_queue(_assignee)?"],
    ["assignee=nobody", "applications_queue"],
    ["entity=BLU", "applications_queue_entity"],
    ["line=MINING", "applications_queue_line"],
    ["section=BUSINESS_BANK", "applications_refused_business_bank"],
    ["reason=LINK_DEAD", "applications_queue_refused"],
    ...needs.map((need) => [`view=${need}`, `applications_need_${need}|applications_queue`]),
    ["view=overdue", "applications_running"],
    ["view=due_soon", "applications_running"],
    ["view=all", "applications_updated"],
    ["view=all&sort=name", "applications_name"],
    ["view=all&sort=submitted", "applications_submitted"],
    ["view=all&sort=created", "applications_created"],
    ["view=all&sort=clock", "applications_due"],
    ["view=all&entity=BLU", "applications_entity"],
    ["view=all&line=MINING", "applications_line"],
    ["view=all&assignee=me", "applications_assignee"],
    ["view=all&section=BUSINESS_BANK", "applications_refused_updated"],
    ["view=all&from=2026-01-01&to=2026-11-01", "applications_submitted"],
    ["view=suspended", "applications_standing_updated"],
    ["view=suspended&sort=submitted", "applications_standing_submitted"],
    ["view=suspended&sort=clock", "applications_standing_due"],
    ["view=suspended&sort=name", "applications_standing_name"],
    ["q=toko", "merchant_words_word"],
    ["q=bsn-1", "applications_business_id"],
  ])("%s", async (query, index) => {
    const plan = await listPlan(query);
    expect(plan).toMatch(new RegExp(`using (${index}) on`));
    expect(plan).not.toContain("Seq Scan");
    expect(plan).not.toMatch(/^\s*(->\s+)?Sort\b/m);
  });
});

test("a search that finds few reads those few alone", async () => {
  const plan = await listPlan("q=toko+b1&sort=name");
  expect(plan).toContain("merchant_words_word");
  expect(plan).toContain("applications_pkey");
  expect(plan).not.toContain("Seq Scan");
});

test("a search in the queue looks at the words of those that are in it, and at no other merchant", async () => {
  const plan = await listPlan("q=toko+b1&view=needs");
  expect(plan.match(/using merchant_words_queued on/g)).toHaveLength(2);
  expect(plan.match(/using \w+ on applications/g)).toEqual(["using applications_pkey on applications"]);
});

test("the numbers beside the views are counted from indexes, up to a limit", async () => {
  const plan = await planOf(
    selectCounts(database.db, ["needs", ...needs, "due_soon", "overdue", "snoozed", "all"], now),
  );
  expect(plan).not.toContain("Seq Scan");
  expect(plan.match(/Limit/g)).toHaveLength(needs.length + 5);
});

test("the newest change of all is one step in an index", async () => {
  const { rows } = await database.executeSql("explain select max(updated_at) from applications");
  expect(JSON.stringify(rows)).toContain("Index Only Scan Backward using applications_updated");
  expect(await findDeskRevision(database.db)).toBeGreaterThan(0);
});
