import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emailIndex } from "../../lib/crypto/tokens";
import { applicationStates } from "../../lib/domain/applications";
import { clockOfApplication } from "../../lib/domain/clocks";
import { needs } from "../../lib/domain/needs";
import { overallStates } from "../../lib/domain/overall";
import { queueSorts, queueViews } from "../../lib/domain/queue-filter";
import { standingOf } from "../../lib/domain/standing";
import type { Database } from "../client";
import { applications } from "../schema";
import { closeTestDatabase, openTestDatabase } from "../test-database";
import { countMerchants, countViews, findMerchantPerson, listMerchants, listNames, merchantsPerPage } from "./desk";
import { askedBy, hours, insertMerchant, namesFor, now, someone } from "./desk.fixture";
import { placeText } from "./desk-order";
import { insertPerson } from "./users";

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
  const staff = { role: "staff" as const, email: "rani@partner.test", emailIndex: emailIndex("rani@partner.test") };
  const id = await insertPerson(database.db, { ...staff, name: "Rani" });
  await database.executeSql("update users set id = $1 where id = $2", [someone, id]);
});
afterAll(closeTestDatabase);

const listed = (query: string) => namesFor(database.db, query);
const insert = (...[values, entities]: [Parameters<typeof insertMerchant>[1], Parameters<typeof insertMerchant>[2]?]) =>
  insertMerchant(database.db, values, entities);

describe("the search", () => {
  beforeAll(async () => {
    const names = { businessName: "PT Sinar Logistik", brandName: "Kilat.id" };
    await insert({ ...names, dokuBusinessId: "BSN-0104-77123", dokuBrandId: "BRN-0204-55" });
    await insert({ businessName: "Toko 100% Murah (Bandung)", brandName: "Sinar Pagi" });
  });

  test.each([
    ["sin", ["Toko 100% Murah (Bandung)", "PT Sinar Logistik"]],
    ["LOGIS pt", ["PT Sinar Logistik"]],
    ["kilat.id", ["PT Sinar Logistik"]],
    ["band", ["Toko 100% Murah (Bandung)"]],
    ["100%", ["Toko 100% Murah (Bandung)"]],
    ["(bandung) sinar", ["Toko 100% Murah (Bandung)"]],
    ["bsn-0104", ["PT Sinar Logistik"]],
    ["BRN-0204-55", ["PT Sinar Logistik"]],
    ["0104-77", []],
    ["ogistik", []],
    ["sinar toko logistik", []],
    ["%", []],
    [".*", []],
    ["\\", []],
  ])("%s", async (q, names) => {
    const query = new URLSearchParams({ q }).toString();
    expect(await listed(query)).toEqual(names);
    expect(await countMerchants(database.db, await askedBy(database.db, query))).toBe(names.length);
  });

  test("keeps to the filters beside it, and follows a new name", async () => {
    const id = await insert({ businessName: "Kopi Lama", line: "RETAIL" });
    expect(await listed("q=kopi&line=RETAIL")).toEqual(["Kopi Lama"]);
    expect(await listed("q=kopi&line=MINING")).toEqual([]);
    await database.db.delete(applications).where(eq(applications.id, id));
    expect(await listed("q=kopi")).toEqual([]);
  });
});

test("standing, clock and needs in lists and counts are the domain's, whatever is stored", async () => {
  const clocks = [
    {},
    { dueSoonAt: hours(1), dueAt: hours(13) },
    { dueSoonAt: hours(0), dueAt: hours(12) },
    { dueSoonAt: hours(-11), dueAt: hours(1) },
    { dueSoonAt: hours(-12), dueAt: hours(0) },
    { dueSoonAt: hours(-72), dueAt: hours(-60) },
  ];
  const expected = new Map<string, string[]>();
  let index = 0;
  for (const state of applicationStates) {
    for (const overall of [null, ...overallStates]) {
      index += 1;
      const clock = { dueSoonAt: null, dueAt: null, ...clocks[index % clocks.length] };
      const need = needs[index % (needs.length + 3)];
      const snoozedUntil = index % 5 === 0 ? hours(6) : null;
      const needsAt = snoozedUntil ?? (need ? hours(-index) : clock.dueSoonAt);
      const values = { state, overall, ...clock, needs: need ? [need] : [], needsAt, snoozedUntil };
      const id = await insert({ businessName: `Fold ${index}`, ...values });
      const due = clockOfApplication(clock, now);
      const isQueued = needsAt !== null && needsAt <= now;
      expected.set(id, [
        "all",
        standingOf(state, overall),
        ...(due && due !== "running" ? [due] : []),
        ...(isQueued ? ["needs"] : []),
        ...(need && isQueued ? [need] : []),
        ...(snoozedUntil ? ["snoozed"] : []),
      ]);
    }
  }
  const counts = await countViews(database.db, queueViews, now);
  for (const view of queueViews) {
    const those = [...expected].flatMap(([id, views]) => (views.includes(view) ? [id] : []));
    const asked = await askedBy(database.db, `view=${view}&q=fold`);
    const { merchants } = await listMerchants(database.db, asked, 200);
    expect(new Set(merchants.map(({ id }) => id)), view).toEqual(new Set(those));
    expect(await countMerchants(database.db, asked), view).toBe(those.length);
    const others = view === "all" || view === "in_review" ? 2 : 0;
    expect(counts[view], view).toBe(those.length + others);
    for (const { id, standing } of merchants) expect(expected.get(id)).toContain(standing);
  }
});

describe("the filters", () => {
  beforeAll(async () => {
    const refused = { refused: ["BUSINESS_BANK" as const], reasons: ["ACCOUNT_NOT_FOUND" as const] };
    const queued = (since: number) => ({ needs: ["rejected" as const], needsAt: hours(-since) });
    const kind = { legalEntity: "PT", line: "MINING" };
    await insert({
      businessName: "Saring A",
      ...refused,
      ...queued(1),
      ...kind,
      assigneeId: someone,
      submittedAt: hours(-30),
    });
    await insert({
      businessName: "Saring B",
      ...queued(2),
      refused: ["BRAND"],
      reasons: ["LINK_DEAD"],
      legalEntity: "CV",
    });
    const clock = { dueSoonAt: hours(2), dueAt: hours(14) };
    await insert({ businessName: "Saring C", ...clock, needsAt: hours(2), line: "MINING", submittedAt: hours(-54) });
  });

  test.each([
    ["section=BUSINESS_BANK", ["Saring A"]],
    ["section=BRAND&view=rejected", ["Saring B"]],
    ["section=BRAND&reason=ACCOUNT_NOT_FOUND", []],
    ["view=all&reason=LINK_DEAD", ["Saring B"]],
    ["view=all&assignee=me&q=saring", ["Saring A"]],
    [`view=rejected&assignee=${someone}`, ["Saring A"]],
    ["assignee=nobody&q=saring&view=needs", ["Saring B"]],
    ["q=saring&view=needs", ["Saring B", "Saring A"]],
    ["q=saring+a&view=needs", ["Saring A"]],
    ["q=s&view=needs&sort=name", ["Saring A", "Saring B"]],
    ["q=saring&view=rejected", ["Saring B", "Saring A"]],
    ["q=saring&reason=LINK_DEAD", ["Saring B"]],
    ["view=all&entity=CV", ["Saring B"]],
    ["view=all&line=MINING", ["Saring C", "Saring A"]],
    ["line=MINING", ["Saring A"]],
    ["view=all&clock=running&q=saring", ["Saring C"]],
    // Days are days in WIB: the 19th there begins at 17:00 UTC on the 18th.
    ["view=all&from=2026-11-19&to=2026-11-19", ["Saring A"]],
    ["view=all&from=2026-11-17", ["Saring C", "Saring A"]],
    ["view=all&from=2026-11-17&sort=name", ["Saring A", "Saring C"]],
    ["view=all&to=2026-11-18", ["Saring C"]],
  ])("%s", async (query, names) => {
    expect(await listed(query)).toEqual(names);
    expect(await countMerchants(database.db, await askedBy(database.db, query))).toBe(names.length);
  });

  test("by our own ids", async () => {
    const id = await insert({ businessName: "Hanya ini" });
    expect(await listed(`of=${id},${someone}`)).toEqual(["Hanya ini"]);
  });
});

describe("pages", () => {
  beforeAll(async () => {
    for (const [index, fraction] of ["000001", "000002", "000002", "999999", "000003"].entries()) {
      const at =
        index % 2 === 0 ? { submittedAt: hours(-index), dueAt: hours(index), dueSoonAt: hours(index - 12) } : {};
      const needsAt = hours(-200);
      const id = await insert({ businessName: "Halaman", needs: ["drift"], needsAt, legalEntity: "UD", ...at });
      const moment = `2026-12-01T00:00:00.${fraction}Z`;
      const set = "update applications set updated_at = $1, created_at = $1 where id = $2";
      await database.executeSql(set, [moment, id]);
    }
  });

  const queries = [
    ...queueSorts.map((sort) => `view=drift&entity=UD&sort=${sort}`),
    ...queueSorts.filter((sort) => sort !== "needs").map((sort) => `view=all&sort=${sort}`),
    "view=overdue",
    "view=all&q=halaman&sort=name",
  ];
  test.each(queries)("follow each other without gap or repeat: %s", async (query) => {
    const { db } = database;
    const all = (await listMerchants(db, await askedBy(db, query), 500)).merchants.map(({ id }) => id);
    const walked: string[] = [];
    for (let after: string | null = null, pages = 0; pages < 200; pages += 1) {
      const page = await listMerchants(db, await askedBy(db, query, { after }), 2);
      walked.push(...page.merchants.map(({ id }) => id));
      if (!page.next) break;
      after = placeText(page.next);
      expect(page.place === null).toBe(pages === 0);
    }
    expect(walked).toEqual(all);
    expect(new Set(all).size).toBe(all.length);
  });

  test("begin anew from a place that is none, or one in another order", async () => {
    const { db } = database;
    const id = "00000000-0000-0000-0000-000000000000";
    const days = ["2026-02-31", "2024-13-01", "2024-00-10", "0000-01-01"];
    const moments = [...days.map((day) => `${day}T00:00:00`), "2024-01-01T24:00:00", "2024-01-01T00:60:00", "now"];
    const places = [
      "x",
      "changed",
      ...moments.map((moment) => `changed~${id}~${moment}.000000Z`),
      `name~${id}~a\0`,
      `needs~${id}~infinity`,
    ];
    for (const after of places) {
      expect((await listMerchants(db, await askedBy(db, "view=all", { after }), 1)).place, after).toBeNull();
    }
  });
});

test("a search that finds very many is read in the order of its own words, each merchant once", async () => {
  const { db } = database;
  const ownerId = (await db.select({ id: applications.ownerId }).from(applications).limit(1))[0]?.id;
  await database.executeSql(
    `insert into applications (owner_id, business_name, webhook_token, webhook_token_hash, doku_business_id)
     select $1, 'Banyak banyakan ' || n, 't', 'many' || n, 'BSN-9999-' || n from generate_series(1, 1100) n`,
    [ownerId],
  );
  await database.executeSql(
    `insert into merchant_words (word, application_id, names)
     select unnest(array['banyak', 'banyakan']), id, ' banyak banyakan' from applications where business_name like 'Banyak%'`,
  );
  for (const query of ["q=banyak", "q=banyak+banyak", "q=bsn-9999"]) {
    const seen = new Set<string>();
    let pages = 0;
    for (let after: string | null = null; pages < 100; pages += 1) {
      const { merchants, next } = await listMerchants(db, await askedBy(db, query, { after }), 300);
      for (const { id } of merchants) seen.add(id);
      expect(await countMerchants(db, await askedBy(db, query, { after }))).toBe(1001);
      if (!next) break;
      after = placeText(next);
    }
    expect([seen.size, pages], query).toEqual([1100, 3]);
  }
  // How many have several common words nobody has counted.
  expect(await countMerchants(db, await askedBy(db, "q=banyak+banyakan"))).toBeNull();
  expect((await countViews(db, ["all"], now)).all).toBe(1001);
  // Narrowed, it is in the order that was asked for, and nobody counts it.
  const narrowed = await askedBy(db, "q=banyak&view=draft");
  expect((await listMerchants(db, narrowed)).merchants).toEqual([]);
  expect(await countMerchants(db, narrowed)).toBeNull();
  expect((await listMerchants(db, await askedBy(db, "q=banyak&view=invited&sort=name"))).merchants).toHaveLength(
    merchantsPerPage,
  );
});

test("the person behind a merchant, and names for the history", async () => {
  const id = await insert({ businessName: "Orang" });
  expect(await findMerchantPerson(database.db, id)).toMatchObject({ name: "Ibu Tini", acceptedAt: null });
  expect(await listNames(database.db, [])).toEqual(new Map());
});
