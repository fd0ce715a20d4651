import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { insertApplication, upsertRequirementSet } from "@/db/queries/applications";
import { findFileUnscoped, listFiles } from "@/db/queries/files";
import { insertPerson } from "@/db/queries/users";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { emailIndex, hashToken, newToken } from "../crypto/tokens";
import type { MerchantActor } from "../domain/actor";
import { env } from "../env";
import { s3Storage } from "../storage/s3-storage";
import { readBytes } from "../storage/storage";
import { openBadLine, openTestBucket } from "../storage/test-bucket";
import { attachFile } from "./attach-file";

let opened: Database;
let bucket: Awaited<ReturnType<typeof openTestBucket>>;
let line: Awaited<ReturnType<typeof openBadLine>>;
let actor: MerchantActor;
const slotId = "contact.primary.DOCUMENT.KTP";

beforeAll(async () => {
  bucket = await openTestBucket();
  line = await openBadLine(bucket.port);
  const settings = bucket.settings();
  Object.assign(process.env, {
    S3_BUCKET: settings.bucket,
    S3_ENDPOINT: line.url,
    S3_ACCESS_KEY_ID: settings.keys?.accessKeyId,
    S3_SECRET_ACCESS_KEY: settings.keys?.secretAccessKey,
  });
  opened = await openTestDatabase();
  const { db } = opened;
  const email = `${randomUUID()}@example.test`;
  const userId = await insertPerson(db, { role: "merchant", email, emailIndex: emailIndex(email), name: "Uji" });
  const webhookToken = newToken();
  const application = {
    ownerId: userId,
    businessName: "Warung Uji",
    webhookToken,
    webhookTokenHash: hashToken(webhookToken),
  };
  const applicationId = await insertApplication(db, application);
  const ktp = {
    place: "contact",
    category: "DOCUMENT",
    code: "KTP",
    name: "KTP",
    extensions: ["JPG"],
    maxBytes: 200_000,
    mandatory: true,
    forms: [],
  } as const;
  const requirements = [{ ...ktp, extensions: [...ktp.extensions], forms: [...ktp.forms] }];
  await upsertRequirementSet(db, applicationId, { kindKey: "k", requirements, previous: null, changedAt: null });
  actor = { kind: "merchant", userId, applicationId };
});
afterAll(async () => {
  await line.close();
  await bucket.close();
  await closeTestDatabase();
});

it("a merchant's file lands where another machine finds it; while the bucket is away it is refused whole and may be sent again", async () => {
  const photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: "#a52" } })
    .jpeg()
    .toBuffer();
  async function* arriving() {
    yield photo;
  }
  const idempotencyKey = randomUUID();
  const attach = () =>
    attachFile({ actor, input: { slotId, idempotencyKey, announcedBytes: null, content: arriving() } });
  line.change({ kind: "busy" });
  await expect(attach()).rejects.toMatchObject({ code: "unavailable", key: "storageFull" });
  expect(await listFiles(opened.db, actor.applicationId)).toEqual([]);
  line.change({ kind: "fair" });
  const { id, bytes } = await attach();
  const file = await findFileUnscoped(opened.db, id);
  const elsewhere = s3Storage(bucket.settings());
  expect(await readBytes(elsewhere, file?.storageKey ?? "")).toHaveLength(bytes);
  expect((await bucket.raw(file?.storageKey ?? "")).includes("JFIF")).toBe(false);
  expect(existsSync(join(env().dataDir, "files"))).toBe(false);
});
