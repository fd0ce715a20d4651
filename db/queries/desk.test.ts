import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emailIndex, newToken } from "../../lib/crypto/tokens";
import { type ApplicationState, applicationStates } from "../../lib/domain/applications";
import { clockOfApplication } from "../../lib/domain/clocks";
import { type DeskFilter, deskFilters } from "../../lib/domain/desk-filter";
import { type OverallState, overallStates } from "../../lib/domain/overall";
import type { CallbackType, EntityState } from "../../lib/domain/sections";
import { standingOf } from "../../lib/domain/standing";
import type { Database } from "../client";
import { applications, changeRequests, kybEntities } from "../schema";
import { closeTestDatabase, openTestDatabase } from "../test-database";
import { countMerchants, findMerchantByEmail, findMerchantPerson, listMerchants, listNames } from "./desk";
import { cursorText, readCursor } from "./keyset";
import { insertPerson } from "./users";

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(closeTestDatabase);

let clock = Date.parse("2026-11-01T00:00:00Z");

async function insertMerchant(values: {
  businessName: string;
  brandName?: string;
  state?: ApplicationState;
  dokuBusinessId?: string;
  email?: string;
  overall?: OverallState | null;
  dueSoonAt?: Date;
  dueAt?: Date;
  entities?: [CallbackType, EntityState][];
}): Promise<string> {
  const { db } = database;
  const { email = `${newToken()}@example.test`, entities = [], state = "submitted", ...names } = values;
  const ownerId = await insertPerson(db, { role: "merchant", email, emailIndex: emailIndex(email), name: "Ibu Tini" });
  clock += 1000;
  const [row] = await db
    .insert(applications)
    .values({ ownerId, state, webhookToken: "t", webhookTokenHash: newToken(), updatedAt: new Date(clock), ...names })
    .returning({ id: applications.id });
  const applicationId = row?.id ?? "";
  for (const [index, [type, entityState]] of entities.entries()) {
    await db.insert(kybEntities).values({
      applicationId,
      type,
      entityId: `E-${index}`,
      state: entityState,
      rawStatus: "X",
      notes: [],
    });
  }
  return applicationId;
}

async function insertChange(
  applicationId: string,
  state: (typeof changeRequests.$inferInsert)["state"],
  type: "BUSINESS_BANK" | "BUSINESS_ADDRESS" = "BUSINESS_BANK",
): Promise<void> {
  await database.db.insert(changeRequests).values({ applicationId, type, state, reason: "Rekening lama ditutup" });
}

const now = new Date("2026-11-20T00:00:00Z");
const everything = { search: "", only: null, now };
const listed = async (search: string, only: DeskFilter | null = null, limit = 200) =>
  (await listMerchants(database.db, { search, only, now }, null, limit)).merchants;
const found = async (search: string) => (await listed(search)).map((row) => row.businessName);

describe("search", () => {
  beforeAll(async () => {
    await insertMerchant({
      businessName: "PT Sinar Logistik",
      brandName: "Kilat.id",
      dokuBusinessId: "BSN-0104-77",
      email: "tini@example.test",
    });
    await insertMerchant({ businessName: "Toko 100% Murah (Bandung)", brandName: "Sinar Pagi" });
  });

  test.each([
    ["sin", ["Toko 100% Murah (Bandung)", "PT Sinar Logistik"]],
    ["LOGIS pt", ["PT Sinar Logistik"]],
    ["kilat.id", ["PT Sinar Logistik"]],
    ["band", ["Toko 100% Murah (Bandung)"]],
    ["100%", ["Toko 100% Murah (Bandung)"]],
    ["bsn-0104", ["PT Sinar Logistik"]],
    ["tini@example.test", []],
    ["ogistik", []],
    ["%", []],
    [".*", []],
    ["\\", []],
    ["(", ["Toko 100% Murah (Bandung)"]],
  ])("%s", async (search, names) => {
    expect(await found(search)).toEqual(names);
  });
});

test("a whole e-mail address finds its merchant, however it is written, and a part of it nobody", async () => {
  const id = await insertMerchant({ businessName: "Surat", email: "surat@example.test" });
  const foundBy = (email: string) => findMerchantByEmail(database.db, emailIndex(email));
  expect(await foundBy(" Surat@Example.test")).toBe(id);
  expect(await foundBy("surat@example.tes")).toBeNull();
  expect(await foundBy("surat@")).toBeNull();
});

test("standing and clock in lists and counts are the domain's, whatever is stored", async () => {
  const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
  const clocks = [
    {},
    { dueSoonAt: hours(1), dueAt: hours(13) },
    { dueSoonAt: hours(0), dueAt: hours(12) },
    { dueSoonAt: hours(-11), dueAt: hours(1) },
    { dueSoonAt: hours(-12), dueAt: hours(0) },
    { dueSoonAt: hours(-72), dueAt: hours(-60) },
  ];
  const expected = new Map<string, DeskFilter[]>();
  for (const state of applicationStates) {
    for (const [index, overall] of [null, ...overallStates].entries()) {
      const clock = clocks[(index + applicationStates.indexOf(state)) % clocks.length] ?? {};
      const id = await insertMerchant({ businessName: `Fold ${state} ${overall}`, state, overall, ...clock });
      const due = clockOfApplication({ dueSoonAt: null, dueAt: null, ...clock }, now);
      const asks = index % 3 === 0;
      if (asks) await insertChange(id, "asked");
      expected.set(id, [
        standingOf(state, overall),
        ...(due && due !== "running" ? [due] : []),
        ...(asks ? (["asks_change"] as const) : []),
      ]);
    }
  }
  const rows = await listed("fold");
  expect(new Map(rows.map((row) => [row.id, row.standing]))).toEqual(
    new Map([...expected].map(([id, [standing]]) => [id, standing])),
  );
  const { total, counts } = await countMerchants(database.db, { search: "fold", now });
  expect(total).toBe(expected.size);
  expect(new Set(counts.keys())).toEqual(new Set(deskFilters));
  for (const only of deskFilters) {
    const those = [...expected].flatMap(([id, filters]) => (filters.includes(only) ? [id] : []));
    expect(counts.get(only), only).toBe(those.length);
    expect(new Set((await listed("fold", only)).map(({ id }) => id)), only).toEqual(new Set(those));
  }
  expect(rows.filter(({ asksChange }) => asksChange)).toHaveLength(counts.get("asks_change") ?? 0);
});

test("a change that is decided or taken back asks for nothing", async () => {
  const id = await insertMerchant({ businessName: "Ganti rekening" });
  for (const state of ["approved", "declined", "withdrawn", "sent"] as const) await insertChange(id, state);
  expect(await listed("ganti", "asks_change")).toEqual([]);
  await insertChange(id, "asked");
  await insertChange(id, "asked", "BUSINESS_ADDRESS");
  expect(await listed("ganti", "asks_change")).toMatchObject([{ id, asksChange: true }]);
  const { counts } = await countMerchants(database.db, { search: "ganti", now });
  expect(Object.fromEntries(counts)).toEqual({ in_review: 1, asks_change: 1 });
});

test("pages follow each other without gap or repeat, also within one microsecond's neighbours", async () => {
  const { db } = database;
  for (const fraction of ["000001", "000002", "000002", "999999"]) {
    const id = await insertMerchant({ businessName: "Halaman" });
    await database.executeSql("update applications set updated_at = $1::timestamptz where id = $2", [
      `2026-12-01T00:00:00.${fraction}Z`,
      id,
    ]);
  }
  const all = (await listMerchants(db, everything, null, 1000)).merchants.map((row) => row.id);
  const walked: string[] = [];
  // Filters keep their place from page to page too.
  const asked = { ...everything, only: "in_review" as const };
  const firstTwo = await listMerchants(db, asked, null, 2);
  const nextTwo = await listMerchants(db, asked, firstTwo.next, 2);
  const both = [...firstTwo.merchants, ...nextTwo.merchants].map(({ id }) => id);
  expect(both).toEqual((await listMerchants(db, asked, null, 4)).merchants.map(({ id }) => id));
  for (let cursor = null as Awaited<ReturnType<typeof listMerchants>>["next"], pages = 0; pages < 100; pages += 1) {
    const page = await listMerchants(db, everything, cursor, 3);
    walked.push(...page.merchants.map((row) => row.id));
    if (!page.next) break;
    cursor = readCursor(cursorText(page.next));
    expect(cursor).toEqual(page.next);
  }
  expect(walked).toEqual(all);
});

test("a cursor that is none is no cursor", () => {
  const days = ["2026-02-31", "2024-13-01", "2024-00-10", "0000-01-01"];
  const moments = [...days.map((day) => `${day}T00:00:00`), "2024-01-01T24:00:00", "2024-01-01T00:60:00"];
  const cursors = moments.map((moment) => `${moment}.000000Z_00000000-0000-0000-0000-000000000000`);
  for (const text of [undefined, "", "x", ...cursors]) expect(readCursor(text)).toBeNull();
});

test("the person behind a merchant, and names for the history", async () => {
  const id = await insertMerchant({ businessName: "Orang", email: "orang@example.test" });
  expect(await findMerchantPerson(database.db, id)).toMatchObject({
    name: "Ibu Tini",
    email: "orang@example.test",
    acceptedAt: null,
  });
  expect(await listNames(database.db, [])).toEqual(new Map());
});
