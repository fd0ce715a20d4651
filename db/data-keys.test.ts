import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { checkpointKey } from "@/lib/audit/checkpoint-signature";
import { holdKeys, keyPurposes, sealingKey } from "@/lib/crypto/keys";
import { derivedKey, masterKeys } from "@/lib/crypto/master-keys";
import { emailIndex } from "@/lib/crypto/tokens";
import { env } from "@/lib/env";
import { localStorage } from "@/lib/storage/local-storage";
import { type Database, database, openDatabase } from "./client";
import { areKeysKnown, keepKeys, keepKeysFresh, newKey, openKeys, requireKeys } from "./data-keys";
import { listDataKeys } from "./queries/data-keys";
import { findPerson, insertPerson } from "./queries/users";
import { dataKeys } from "./schema";
import { closeTestDatabase, openTestDatabase, testDatabaseSettings } from "./test-database";

const setting = env().ENCRYPTION_KEY;
const other = `k2:${Buffer.alloc(32, 9).toString("base64")}`;
const email = "sari@merchant.test";
let opened: Database;
let userId: string;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(closeTestDatabase);

/** As a version before data keys had a table left it: everything under what was made of the master. */
beforeEach(async () => {
  env().ENCRYPTION_KEY = setting;
  const [master] = masterKeys();
  const earlier = { id: master.id, activeAt: 0, isRetired: false, isAdopted: true };
  holdKeys(keyPurposes.map((purpose) => ({ ...earlier, purpose, key: derivedKey(master, purpose) })));
  await opened.db.delete(dataKeys);
  await opened.executeSql("delete from users");
  userId = await insertPerson(opened.db, { role: "merchant", email, emailIndex: emailIndex(email), name: "Sari Dewi" });
});

const rows = async () => await listDataKeys(opened.db);
const pem = () => checkpointKey().export({ format: "pem", type: "spki" });

it("what an earlier version left stays readable, found and verified, and is written down wrapped", async () => {
  const before = { index: emailIndex(email), pem: pem() };
  const storage = localStorage(env().dataDir);
  await storage.put("a/before", Readable.from([Buffer.from("before")]));
  holdKeys([]);

  await openKeys(opened);
  expect((await rows()).map(({ purpose, id, wrappedBy, isAdopted }) => [purpose, id, wrappedBy, isAdopted])).toEqual(
    ["audit", "fields", "files", "index"].map((purpose) => [purpose, "test", "test", true]),
  );
  expect(await findPerson(opened.db, userId)).toMatchObject({ email, name: "Sari Dewi" });
  expect({ index: emailIndex(email), pem: pem() }).toEqual(before);
  expect((await buffer(await storage.get("a/before"))).toString()).toBe("before");
  const secrets = keyPurposes.map((purpose) => sealingKey(purpose).key.toString("base64url"));
  for (const secret of secrets) expect(JSON.stringify(await rows())).not.toContain(secret);
});

it("two processes that start at once make one set of keys", async () => {
  await opened.executeSql("delete from users");
  const settings = testDatabaseSettings();
  const second = settings ? await openDatabase({ ...settings, dataDir: "" }) : opened;
  await Promise.all([openKeys(opened), openKeys(second), openKeys(opened)]);
  if (second !== opened) await second.close();
  const kept = await rows();
  expect(kept.map(({ purpose, isAdopted }) => [purpose, isAdopted])).toEqual(
    ["audit", "fields", "files", "index"].map((purpose) => [purpose, false]),
  );
  expect(sealingKey("fields").id).toBe(kept.find(({ purpose }) => purpose === "fields")?.id);
});

it.each([
  ["before the keys have a table", false],
  ["after", true],
])("a master that is missing or another one is named, and nothing is written: %s", async (_, isKept) => {
  if (isKept) await openKeys(opened);
  const kept = await rows();
  const sentence = async () => await requireKeys(opened).catch((error: unknown) => String(error));
  env().ENCRYPTION_KEY = other;
  expect(await sentence()).toMatch(/lacks the key "test", .+ it holds "k2"\. Add "test" behind a comma/);
  await expect(openKeys(opened)).rejects.toThrow('lacks the key "test"');
  env().ENCRYPTION_KEY = other.replace("k2", "test");
  expect(await sentence()).toMatch(/The key "test" in ENCRYPTION_KEY is not the key of that name/);
  await expect(openKeys(opened)).rejects.toThrow('The key "test"');
  expect(await rows()).toEqual(kept.map((row) => ({ ...row, activeInMs: expect.any(Number) })));

  env().ENCRYPTION_KEY = `${other},${setting}`;
  expect(await requireKeys(opened)).toBe(true);
  await openKeys(opened);
  expect((await rows()).every(({ wrappedBy }) => wrappedBy === (isKept ? "test" : "k2"))).toBe(true);
  expect(await findPerson(opened.db, userId)).toMatchObject({ email });
});

it("a key is known before it seals, and processes that run hear of it by themselves", async () => {
  await openKeys(opened);
  const { id } = sealingKey("fields");
  const fresh = newKey("fields");
  await keepKeys(opened.db, [fresh], 5_000);
  if (opened.kind === "pglite") await openKeys(opened);
  else {
    // Nothing but time passes, and somebody who works.
    const read = globalThis as typeof globalThis & { sambutKeysRead?: { at: number } };
    Object.assign(read.sambutKeysRead ?? {}, { at: Date.now() - 60_000 });
    await database();
  }
  expect(sealingKey("fields").id).toBe(id);
  await expect.poll(() => sealingKey("fields").id).toBe(fresh.id);
});

it("a process that lacks a master that another one wraps with goes on with what it has, and knows that it lacks it", async () => {
  await openKeys(opened);
  const read = async () => {
    const shared = globalThis as typeof globalThis & { sambutKeysRead?: { at: number } };
    Object.assign(shared.sambutKeysRead ?? {}, { at: Date.now() - 60_000 });
    await keepKeysFresh({ ...opened, kind: "pg" });
  };
  env().ENCRYPTION_KEY = `${other},${setting}`;
  await keepKeys(opened.db, [newKey("fields")], 60_000);
  env().ENCRYPTION_KEY = setting;
  await read();
  expect(areKeysKnown()).toBe(false);
  expect(await findPerson(opened.db, userId)).toMatchObject({ email });
  env().ENCRYPTION_KEY = `${setting},${other}`;
  await read();
  expect(areKeysKnown()).toBe(true);
});
