import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Database, setDatabase } from "@/db/client";
import {
  findApplicationUnscoped,
  insertApplication,
  listDrafts,
  updateApplication,
  upsertDraft,
  upsertRequirementSet,
} from "@/db/queries/applications";
import { listAudit } from "@/db/queries/audit";
import { findFileUnscoped, findOwnFile, listFiles, markFileSent } from "@/db/queries/files";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import type { MerchantActor } from "../domain/actor";
import { maxFilesPerSlot, type Requirement } from "../domain/requirements";
import { env } from "../env";
import { readBytes, storage } from "../storage/storage";
import { attachFile, type IncomingFile } from "./attach-file";
import { removeFile } from "./remove-file";
import { saveSlotValues } from "./save-slot-values";

const requirement = (overrides: Partial<Requirement>): Requirement => ({
  place: "business",
  category: "DOCUMENT",
  code: "NIB",
  name: "NIB",
  extensions: ["JPG", "PNG"],
  maxBytes: 200_000,
  mandatory: true,
  forms: [],
  ...overrides,
});
const ktp = "contact.primary.DOCUMENT.KTP";
const photos = "brand.PHOTO_PROOF";
const requirements = [
  requirement({ place: "contact", code: "KTP", forms: [{ code: "NO_KTP", name: "NIK", mandatory: true }] }),
  requirement({ place: "brand", category: "PHOTO_PROOF", code: null }),
];

let opened: Database;
let photo: Buffer;
let actor: MerchantActor;

beforeAll(async () => {
  opened = await openTestDatabase();
  photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: "#a52" } })
    .jpeg()
    .toBuffer();
});
afterAll(async () => {
  await closeTestDatabase();
  rmSync(env().dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  actor = await merchant();
});

async function merchant(): Promise<MerchantActor> {
  const email = `${randomUUID()}@example.test`;
  const { db } = opened;
  const userId = await insertPerson(db, { role: "merchant", email, emailIndex: emailIndex(email), name: "Uji" });
  const webhookToken = newToken();
  const applicationId = await insertApplication(db, {
    ownerId: userId,
    businessName: "Warung Uji",
    webhookToken,
    webhookTokenHash: hashToken(webhookToken),
  });
  await upsertRequirementSet(db, applicationId, { kindKey: "k", requirements, previous: null, changedAt: null });
  return { kind: "merchant", userId, applicationId };
}

async function* arriving(content: Buffer, size = 1000) {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}
const attach = (overrides: Partial<IncomingFile> = {}, as = actor) =>
  attachFile({
    actor: as,
    input: { slotId: ktp, content: arriving(photo), announcedBytes: null, idempotencyKey: null, ...overrides },
  });
const files = () => listFiles(opened.db, actor.applicationId);
const actions = async () => (await listAudit(opened.db, actor.applicationId)).map(({ action }) => action);
const state = async () => (await findApplicationUnscoped(opened.db, actor.applicationId))?.state;
/** What lies on disk for the application, and what is left of uploads on their way. */
function onDisk(folder: string): string[] {
  const path = join(env().dataDir, "files", folder);
  return existsSync(path) ? readdirSync(path) : [];
}
const nothingLeftOver = () => expect([...onDisk("incoming"), ...onDisk(".incoming")]).toEqual([]);

describe("attaching", () => {
  it("keeps the file, its row and its audit, and makes the application a draft", async () => {
    const before = await findApplicationUnscoped(opened.db, actor.applicationId);
    const file = await attach();
    expect(file).toMatchObject({ mediaType: "image/jpeg", width: 400, height: 300 });
    const [row] = await files();
    expect(row).toMatchObject({ ...file, slotId: ktp, dokuFileId: null });
    expect((await readBytes(storage(), row?.storageKey ?? "")).length).toBe(file.bytes);
    expect(await actions()).toEqual(["file.attached"]);
    expect(await state()).toBe("draft");
    const after = await findApplicationUnscoped(opened.db, actor.applicationId);
    expect(after?.revision).toBeGreaterThan(before?.revision ?? 0);
    nothingLeftOver();
  });

  it("replaces the file of a slot for one, and forgets the content of the former", async () => {
    const first = await attach();
    const second = await attach();
    expect((await files()).map(({ id }) => id)).toEqual([second.id]);
    expect(await findFileUnscoped(opened.db, first.id)).toMatchObject({ id: first.id });
    expect(onDisk(actor.applicationId)).toHaveLength(1);
  });

  it("keeps the content of a former file that DOKU has got", async () => {
    const first = await attach();
    await markFileSent(opened.db, first.id, "DCM-1");
    await attach();
    expect(onDisk(actor.applicationId)).toHaveLength(2);
  });

  it("takes several photos of the business, oldest first, and not one too many", async () => {
    for (let count = 0; count < maxFilesPerSlot; count += 1) await attach({ slotId: photos });
    await expect(attach({ slotId: photos })).rejects.toMatchObject({
      key: "file.tooMany",
      issues: [{ params: { max: maxFilesPerSlot } }],
    });
    expect(await files()).toHaveLength(maxFilesPerSlot);
    expect(onDisk(actor.applicationId)).toHaveLength(maxFilesPerSlot);
  });

  it("makes one file of several tries of one upload, also at the same time", async () => {
    const idempotencyKey = randomUUID();
    const tries = await Promise.all([1, 2, 3].map(() => attach({ slotId: photos, idempotencyKey })));
    const again = await attach({ slotId: photos, idempotencyKey });
    expect(new Set([...tries, again].map(({ id }) => id)).size).toBe(1);
    expect(z.uuid().safeParse(again.id).success).toBe(true);
    expect(await files()).toHaveLength(1);
    expect(onDisk(actor.applicationId)).toHaveLength(1);
  });

  it("does not bring a removed file back when its upload is tried again", async () => {
    const idempotencyKey = randomUUID();
    const { id } = await attach({ idempotencyKey });
    await removeFile({ actor, input: { fileId: id } });
    await expect(attach({ idempotencyKey })).rejects.toMatchObject({ code: "conflict" });
    expect(await files()).toEqual([]);
  });

  it("gives two merchants two files, whatever key their browsers send", async () => {
    const idempotencyKey = randomUUID();
    const other = await merchant();
    const [mine, theirs] = [await attach({ idempotencyKey }), await attach({ idempotencyKey }, other)];
    expect(mine.id).not.toBe(theirs.id);
  });
});

describe("refusing leaves nothing behind", () => {
  const refusals: [string, Partial<IncomingFile>, string][] = [
    ["a slot that DOKU does not ask for", { slotId: "business.DOCUMENT.NPWP" }, "file.slotUnknown"],
    ["a contact that does not exist", { slotId: "contact.a1.DOCUMENT.KTP" }, "file.slotUnknown"],
    ["nothing in it", { content: arriving(Buffer.alloc(0)) }, "file.empty"],
    ["a page called .jpg", { content: arriving(Buffer.from("<!doctype html><p>halo")) }, "file.wrongKind"],
    ["an announced size over the limit", { announcedBytes: 200_001 }, "file.tooBig"],
  ];
  it.each(refusals)("%s", async (_, overrides, key) => {
    await expect(attach(overrides)).rejects.toMatchObject({ key });
    expect([await files(), await actions(), onDisk(actor.applicationId)]).toEqual([[], [], []]);
    nothingLeftOver();
  });

  it("stops receiving at the limit", async () => {
    let sent = 0;
    async function* endless() {
      for (;;) {
        sent += 50_000;
        yield Buffer.alloc(50_000, 0xff);
      }
    }
    await expect(attach({ content: endless() })).rejects.toMatchObject({ code: "too_large", key: "file.tooBig" });
    expect(sent).toBe(250_000);
    nothingLeftOver();
  });

  it("a connection that breaks", async () => {
    async function* breaking() {
      yield photo.subarray(0, 2000);
      throw new Error("aborted");
    }
    await expect(attach({ content: breaking() })).rejects.toThrow("aborted");
    expect(await files()).toEqual([]);
    nothingLeftOver();
  });

  it("an application that was sent while the phone was uploading", async () => {
    async function* slow() {
      yield photo.subarray(0, 500);
      await updateApplication(opened.db, actor.applicationId, { state: "submitting" });
      yield photo.subarray(500);
    }
    await expect(attach({ content: slow() })).rejects.toMatchObject({ key: "notEditable" });
    await expect(attach()).rejects.toMatchObject({ key: "notEditable" });
    expect([await files(), onDisk(actor.applicationId)]).toEqual([[], []]);
    nothingLeftOver();
  });

  it("somebody else's application", async () => {
    const { userId } = await merchant();
    await expect(attach({}, { ...actor, userId })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a COMMIT whose answer is lost", () => {
  type Db = Database["db"];
  /** The next transaction runs whole, and then its caller is told that the connection broke; `after` may break more. */
  function loseAnswer(after: (target: Db) => void = () => {}) {
    let lost = false;
    const db = new Proxy(opened.db, {
      get(target, name) {
        if (name !== "transaction") return Reflect.get(target, name);
        return async (...run: Parameters<Db["transaction"]>) => {
          if (lost) after(target);
          const result = await target.transaction(...run);
          if (lost) return result;
          lost = true;
          throw new Error("Connection terminated unexpectedly");
        };
      },
    });
    setDatabase({ ...opened, db });
  }
  afterEach(() => setDatabase(opened));

  it("keeps the file and its content, and forgets the former", async () => {
    const former = await attach();
    loseAnswer();
    const file = await attach();
    expect(file.id).not.toBe(former.id);
    const [row, ...others] = await files();
    expect([row?.id, others]).toEqual([file.id, []]);
    expect((await readBytes(storage(), row?.storageKey ?? "")).length).toBe(file.bytes);
    expect(onDisk(actor.applicationId)).toHaveLength(1);
  });

  it("keeps the content when the database cannot be asked either", async () => {
    loseAnswer(() => {
      throw new Error("Connection refused");
    });
    await expect(attach()).rejects.toThrow("terminated");
    const [row] = await files();
    expect((await readBytes(storage(), row?.storageKey ?? "")).length).toBe(row?.bytes);
  });
});

describe("taking a file back", () => {
  it("removes row and content once", async () => {
    const { id } = await attach();
    await removeFile({ actor, input: { fileId: id } });
    expect([await files(), onDisk(actor.applicationId)]).toEqual([[], []]);
    expect(await actions()).toEqual(["file.attached", "file.removed"]);
    await expect(removeFile({ actor, input: { fileId: id } })).rejects.toMatchObject({ code: "not_found" });
  });

  it("works for a file that nothing asks for any more", async () => {
    const { id } = await attach();
    await upsertRequirementSet(opened.db, actor.applicationId, {
      kindKey: "other",
      requirements: [],
      previous: null,
      changedAt: null,
    });
    await removeFile({ actor, input: { fileId: id } });
    expect(await files()).toEqual([]);
  });

  it("is nobody else's, and not after sending", async () => {
    const { id } = await attach();
    const other = await merchant();
    expect(await findOwnFile(opened.db, other.userId, id)).toBeNull();
    await expect(removeFile({ actor: other, input: { fileId: id } })).rejects.toMatchObject({ code: "not_found" });
    await updateApplication(opened.db, actor.applicationId, { state: "submitted" });
    await expect(removeFile({ actor, input: { fileId: id } })).rejects.toMatchObject({ key: "notEditable" });
    expect(await files()).toHaveLength(1);
  });
});

describe("values beside a file", () => {
  const save = (slotId: string, values: Record<string, string>) => saveSlotValues({ actor, input: { slotId, values } });
  const kept = async () =>
    (await listDrafts(opened.db, actor.applicationId)).find(({ part }) => part === "slots")?.values;

  it("are kept, valid or not, without touching the other slots", async () => {
    await upsertDraft(opened.db, actor.applicationId, "slots", { "old.slot": { X: "1" } }, null);
    await save(ktp, { NO_KTP: "31" });
    await save(ktp, { NO_KTP: "3171", NOT_ASKED: "x" });
    expect(await kept()).toEqual({ "old.slot": { X: "1" }, [ktp]: { NO_KTP: "3171" } });
  });

  it("are refused for an unknown slot, when too long and after sending", async () => {
    await expect(save("business.DOCUMENT.X", { NO_KTP: "1" })).rejects.toMatchObject({ key: "file.slotUnknown" });
    await expect(save(ktp, { NO_KTP: "1".repeat(70_000) })).rejects.toMatchObject({ code: "too_large" });
    await updateApplication(opened.db, actor.applicationId, { state: "submitting" });
    await expect(save(ktp, { NO_KTP: "1" })).rejects.toMatchObject({ key: "notEditable" });
  });
});
