import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emailIndex, newToken } from "../../lib/crypto/tokens";
import type { ApplicationState } from "../../lib/domain/applications";
import {
  type CallbackType,
  callbackTypes,
  type EntityState,
  entityStates,
  sectionsOf,
} from "../../lib/domain/sections";
import { standingOf } from "../../lib/domain/standing";
import type { Database } from "../client";
import { applications, kybEntities } from "../schema";
import { closeTestDatabase, openTestDatabase } from "../test-database";
import { countStandings, findMerchantByEmail, findMerchantPerson, listMerchants, listNames } from "./desk";
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

const everything = { search: "", standing: null };
const found = async (search: string) =>
  (await listMerchants(database.db, { search, standing: null }, null)).merchants.map((row) => row.businessName);

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

test("the state in lists and counts is the domain's, whatever DOKU said", async () => {
  let seed = 42;
  const pick = <T>(list: readonly T[]): T[] => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    const value = list[seed % list.length];
    return value === undefined ? [] : [value];
  };
  const expected = new Map<string, string>();
  for (let round = 0; round < 60; round += 1) {
    const entities = Array.from({ length: round % 12 }).flatMap(() =>
      pick(callbackTypes).flatMap((type) =>
        pick(round % 3 === 0 ? (["approved"] as const) : entityStates).map((state): [CallbackType, EntityState] => [
          type,
          state,
        ]),
      ),
    );
    const state: ApplicationState = round % 10 === 9 ? "draft" : "submitted";
    const id = await insertMerchant({ businessName: `Fold ${round}`, state, entities });
    const known = entities.map(([type, entityState], index) => ({
      type,
      state: entityState,
      entityId: `E-${index}`,
      name: null,
      notes: [],
      dokuTime: null,
    }));
    expected.set(id, standingOf(state, sectionsOf(known, null)));
  }
  const { merchants } = await listMerchants(database.db, { search: "fold", standing: null }, null, 100);
  expect(new Map(merchants.map((row) => [row.id, row.standing]))).toEqual(expected);
  expect(new Set(expected.values()).size).toBeGreaterThanOrEqual(5);

  for (const [standing, number] of await countStandings(database.db, "fold")) {
    expect(number).toBe([...expected.values()].filter((one) => one === standing).length);
    const only = await listMerchants(database.db, { search: "fold", standing }, null, 100);
    expect(only.merchants).toHaveLength(number);
    expect(only.merchants.every((row) => row.standing === standing)).toBe(true);
  }
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
