import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { openKeys, readKeys } from "@/db/data-keys";
import { insertApplication } from "@/db/queries/applications";
import { insertFile, markFileRemoved } from "@/db/queries/files";
import { countOthers, sealedTables } from "@/db/queries/sealed-values";
import { insertPerson } from "@/db/queries/users";
import { comments, drafts, users } from "@/db/schema";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { sealingKey } from "../crypto/keys";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import { env } from "../env";
import { AppError } from "../errors";
import { localStorage } from "../storage/local-storage";
import { s3Storage } from "../storage/s3-storage";
import type { Storage } from "../storage/storage";
import { openTestBucket } from "../storage/test-bucket";
import { type RotationSettings, rotateKeys } from "./rotate-keys";

const setting = env().ENCRYPTION_KEY;
const newer = `k2:${randomBytes(32).toString("base64")}`;
let opened: Database;
let applicationId: string;
let people: string[];
const folder = join(env().dataDir, "rotated");
const inFolder = localStorage(folder);

async function addPerson(name: string): Promise<string> {
  const email = `${randomUUID()}@merchant.test`;
  return await insertPerson(opened.db, { role: "merchant", email, emailIndex: emailIndex(email), name });
}
async function addFile(storage: Storage, content: Buffer): Promise<{ id: string; storageKey: string }> {
  const storageKey = `${applicationId}/${randomUUID()}`;
  await storage.put(storageKey, Readable.from([content]));
  const file = { applicationId, slotId: "KTP", storageKey, mediaType: "image/jpeg", bytes: content.length };
  return await insertFile(opened.db, file);
}
const content = async (storage: Storage, key: string) => await buffer(await storage.get(key));

beforeAll(async () => {
  opened = await openTestDatabase();
  const ownerId = await addPerson("Sari Dewi");
  const token = newToken();
  const secrets = { webhookToken: token, webhookTokenHash: hashToken(token) };
  applicationId = await insertApplication(opened.db, { ownerId, businessName: "Toko Kunci", ...secrets });
  const draft = (at: number) => ({ applicationId, part: `bagian ${at}`, values: { nama: `Isi ${at}` } });
  await opened.db.insert(drafts).values(Array.from({ length: 250 }, (_, at) => draft(at)));
  // More than two portions.
  people = [];
  for (let at = 0; at < 450; at += 1) people.push(await addPerson(`Nama ${at}`));
});
afterAll(closeTestDatabase);
beforeEach(() => {
  env().ENCRYPTION_KEY = setting;
});

/** What is stored in one pass over the table, past drizzle and so past our own opening. */
async function leftUnder(keyId: string): Promise<number> {
  const found = await opened.executeSql("select email, name from users union all select body, body from comments");
  return JSON.stringify(found.rows).split(`v1.${keyId}.`).length - 1;
}
const rotate = async (more: Partial<RotationSettings> = {}) =>
  await rotateKeys({ tell: () => {}, kept: inFolder, noticeMs: 300, ...more });
const inUse = async () => (await readKeys(opened.db)).filter(({ retiredAt }) => retiredAt === null);

it("every sealed column of the schema is found, and nothing else", () => {
  expect(sealedTables.length).toBeGreaterThan(12);
  for (const { name, keys, sealed } of sealedTables) {
    expect(keys.length, name).toBeGreaterThan(0);
    for (const column of keys) expect(column.getSQLType()).toMatch(/^(uuid|text|integer)$/);
    for (const column of sealed) expect(column.mapToDriverValue("a value")).toMatch(/^v1\./);
  }
});

it("while people work: nothing they write is lost, nothing stays under the earlier key", async () => {
  const before = { fields: sealingKey("fields").id, index: emailIndex("a@merchant.test") };
  const names = new Map<string, string>();
  const bodies = new Map<string, string>();
  let isOver = false;
  /** Changes and adds rows again and again, some of them held for a while. */
  async function work(offset: number) {
    for (let turn = 0; !isOver; turn += 1) {
      const id = people[(offset + turn * 37) % people.length] ?? "";
      const name = `Nama baru ${offset} ${turn}`;
      await opened.db.transaction(async (tx) => {
        await tx.update(users).set({ name }).where(eq(users.id, id));
        if (turn % 10 === 0) await delay(20);
        names.set(id, name);
      });
      const body = `Kata ${offset} ${turn}`;
      const [row] = await opened.db
        .insert(comments)
        .values({ applicationId, authorId: id, body })
        .returning({ id: comments.id });
      bodies.set(row?.id ?? "", body);
    }
  }
  /** Sealed before the new key is there, and in the database only after everything else is sealed anew. */
  async function holdOne() {
    const id = await addPerson("Nama lama");
    await opened.db.transaction(async (tx) => {
      await tx.update(users).set({ name: "Nama yang ditahan" }).where(eq(users.id, id));
      names.set(id, "Nama yang ditahan");
      // The embedded database has one connection, which everybody would wait for.
      if (opened.kind !== "pglite") await delay(800);
    });
  }
  const working = [...[0, 111, 222].map(work), holdOne()];
  const done = await rotate();
  isOver = true;
  await Promise.all(working);

  expect(done).toMatchObject({ damagedValues: 0, damagedFiles: 0, retired: 2, wrapped: 0 });
  expect(done.values).toBeGreaterThan(people.length);
  for (const person of await opened.db.select().from(users)) {
    const expected = names.get(person.id);
    if (expected) expect(person.name).toBe(expected);
    expect(person.email).toContain("@merchant.test");
  }
  for (const { part, values } of await opened.db.select().from(drafts)) {
    expect(values).toEqual({ nama: part.replace("bagian", "Isi") });
  }
  for (const row of await opened.db.select().from(comments)) expect(row.body).toBe(bodies.get(row.id));
  expect(await leftUnder(before.fields)).toBe(0);
  expect(await leftUnder(sealingKey("fields").id)).toBeGreaterThan(0);
  for (const of of sealedTables) expect(await countOthers(opened.db, of, sealingKey("fields").id)).toBe(0);
  // What people are found by, and what was signed, stays.
  expect(emailIndex("a@merchant.test")).toBe(before.index);
});

it("with a new master: the earlier one can be taken away afterwards, and not before", async () => {
  env().ENCRYPTION_KEY = `${newer},${setting}`;
  expect(await rotate()).toMatchObject({ wrapped: expect.any(Number), retired: 2 });
  expect((await readKeys(opened.db)).every(({ wrappedBy }) => wrappedBy === "k2")).toBe(true);
  env().ENCRYPTION_KEY = setting;
  await expect(openKeys(opened)).rejects.toThrow('lacks the key "k2"');
  env().ENCRYPTION_KEY = newer;
  await openKeys(opened);
  expect((await opened.db.select().from(users)).length).toBeGreaterThan(people.length);
  env().ENCRYPTION_KEY = `${setting},${newer}`;
  await rotate();
});

it("a value that no key opens is left as it is and told", async () => {
  const [id = ""] = people;
  const [{ name } = { name: "" }] = (await opened.executeSql(`select name from users where id = '${id}'`)).rows as {
    name: string;
  }[];
  await opened.executeSql(`update users set name = left(name, -4) || 'AAAA' where id = '${id}'`);
  expect(await rotate()).toMatchObject({ damagedValues: 1 });
  await opened.executeSql("update users set name = $1 where id = $2", [name, id]);
  // Its key is retired and still opens it.
  expect(await rotate()).toMatchObject({ damagedValues: 0 });
});

it("interrupted in the middle it goes on with the same keys", async () => {
  const file = await addFile(inFolder, Buffer.from("kartu"));
  const broken = () => Promise.reject(new AppError("unavailable", "storageFull"));
  await expect(rotate({ kept: { ...inFolder, put: broken } })).rejects.toMatchObject({ key: "storageFull" });
  const begun = await inUse();
  expect(begun.map(({ purpose }) => purpose).toSorted()).toEqual([
    "audit",
    "fields",
    "fields",
    "files",
    "files",
    "index",
  ]);
  const steps: string[] = [];
  expect(await rotate({ tell: ({ step }) => steps.push(step) })).toMatchObject({ values: 0, files: 1, retired: 2 });
  expect(steps).toContain("resumed");
  const after = await inUse();
  expect(after.length).toBe(4);
  expect(begun.map(({ id }) => id)).toEqual(expect.arrayContaining(after.map(({ id }) => id)));
  expect((await content(inFolder, file.storageKey)).toString()).toBe("kartu");
});

describe.each([
  ["a folder", async () => ({ storage: inFolder, close: async () => {} })],
  [
    "a bucket",
    async () => {
      const bucket = await openTestBucket();
      return { storage: s3Storage(bucket.settings()), close: bucket.close };
    },
  ],
])("files in %s", (_, open) => {
  it("are sealed anew while they are read, and one that is removed meanwhile stays away", async () => {
    const { storage, close } = await open();
    await opened.executeSql("delete from files");
    const large = randomBytes(700_000);
    const kept = await addFile(storage, large);
    const removed = await addFile(storage, Buffer.from("pergi"));
    const earlier = await storage.keyId(kept.storageKey);
    // Half read before, and read to its end afterwards.
    const reading = (await storage.get(kept.storageKey)).iterator();
    const first = await reading.next();
    let isOver = false;
    const readers = (async () => {
      while (!isOver) expect((await content(storage, kept.storageKey)).equals(large)).toBe(true);
    })();
    const put: Storage["put"] = async (key, source) => {
      if (key === removed.storageKey) {
        await markFileRemoved(opened.db, removed.id);
        await storage.remove(key);
      }
      return await storage.put(key, source);
    };
    expect(await rotate({ kept: { ...storage, put } })).toMatchObject({ damagedFiles: 0 });
    isOver = true;
    await readers;

    expect(await storage.keyId(kept.storageKey)).toBe(sealingKey("files").id);
    expect(sealingKey("files").id).not.toBe(earlier);
    expect(await storage.keyId(removed.storageKey)).toBeNull();
    const rest = [first.value];
    for (let next = await reading.next(); !next.done; next = await reading.next()) rest.push(next.value);
    expect(Buffer.concat(rest).equals(large)).toBe(true);
    await close();
  });
});

it("nothing of the files lies aside afterwards", () => {
  expect(existsSync(join(folder, ".incoming")) ? readdirSync(join(folder, ".incoming")) : []).toEqual([]);
  const stored = readdirSync(join(folder, applicationId)).map((name) =>
    readFileSync(join(folder, applicationId, name)),
  );
  for (const bytes of stored) expect(bytes.includes("kartu")).toBe(false);
});
