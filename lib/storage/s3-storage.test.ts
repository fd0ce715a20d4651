import { randomBytes, randomUUID } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { CreateMultipartUploadCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { holdFreshKeys } from "@/db/data-keys";
import { removeStaleSpools } from "./remove-stale-spools";
import { s3Storage } from "./s3-storage";
import type { Storage } from "./storage";
import { openBadLine, openTestBucket } from "./test-bucket";

holdFreshKeys();

let bucket: Awaited<ReturnType<typeof openTestBucket>>;
let line: Awaited<ReturnType<typeof openBadLine>>;
let storage: Storage;
const patience = { connectMs: 500, requestMs: 1_500, idleMs: 400 };

beforeAll(async () => {
  bucket = await openTestBucket();
  line = await openBadLine(bucket.port);
  storage = s3Storage(bucket.settings(line.url), patience);
});
afterAll(async () => {
  await line.close();
  await bucket.close();
});
beforeEach(() => line.change({ kind: "fair" }));

async function* pieces(content: Buffer, size = 50_000) {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}
const small = Buffer.from("NPWP 01.234.567.8-901.000");
const large = randomBytes(7_000_000);
const full = { code: "unavailable", key: "storageFull" };

describe("when the bucket does not take it", () => {
  const weathers = [
    { kind: "busy" },
    { kind: "stuck" },
    { kind: "cut", afterBytes: 0 },
    { kind: "cut", afterBytes: 3_000_000 },
  ] as const;
  it.each(weathers)(
    "nothing of it is seen, what was there stays, and the same goes through later: %j",
    async (weather) => {
      const [key, kept] = [`f/${randomUUID()}`, `f/${randomUUID()}`];
      await storage.put(kept, pieces(small));
      line.change(weather);
      await expect(storage.put(key, pieces(large))).rejects.toMatchObject(full);
      await expect(storage.put(kept, pieces(large))).rejects.toMatchObject(full);
      line.change({ kind: "fair" });
      expect(bucket.exists(key)).toBe(false);
      await expect(storage.get(key)).rejects.toMatchObject({ code: "not_found" });
      expect(await buffer(await storage.get(kept))).toEqual(small);
      // The server may still be busy with what was cut off.
      await vi.waitFor(() => storage.put(key, pieces(large)), { timeout: 10_000 });
      expect((await buffer(await storage.get(key))).equals(large)).toBe(true);
    },
  );

  it("that is said in our words, and nothing of the library's reaches the answer", async () => {
    const away = s3Storage(bucket.settings("http://127.0.0.1:9"), patience);
    const fault = await away.put("f/away", pieces(small)).catch((error: unknown) => error);
    expect(fault).toMatchObject(full);
    expect(JSON.stringify({ ...(fault as object), cause: undefined })).not.toMatch(/127\.0\.0\.1|ECONN|aws/i);
    await expect(away.get("f/away")).rejects.toMatchObject({ code: "unavailable" });
    await expect(away.remove("f/away")).rejects.toMatchObject({ code: "unavailable" });
  });

  it("a bucket that does not exist is a fault of ours, not a missing file", async () => {
    const elsewhere = s3Storage({ ...bucket.settings(), bucket: "not-there" }, patience);
    await expect(elsewhere.put("f/a", pieces(small))).rejects.toMatchObject(full);
    await expect(elsewhere.get("f/a")).rejects.toMatchObject({ code: "unavailable" });
  });
});

describe("when reading breaks", () => {
  it("half-way, the reader gets what was checked and then a failure, never an end", async () => {
    await storage.put("g/long", pieces(large));
    line.change({ kind: "cut", afterBytes: 1_000_000 });
    await expect(buffer(await storage.get("g/long"))).rejects.toMatchObject({ code: "unavailable" });
  });

  it("a passing fault is not even noticed", async () => {
    await storage.put("g/short", pieces(small));
    line.change({ kind: "busy" });
    const reading = storage.get("g/short");
    await new Promise<void>((resolve) => setImmediate(resolve));
    line.change({ kind: "fair" });
    expect(await buffer(await reading)).toEqual(small);
  });
});

describe("large files", () => {
  it("that end early leave no parts in the bucket", async () => {
    async function* breaking() {
      yield large;
      throw new Error("connection lost");
    }
    const before = bucket.unfinished();
    await expect(storage.put("h/broken", breaking())).rejects.toThrow("connection lost");
    expect(bucket.unfinished()).toEqual(before);
    expect(bucket.exists("h/broken")).toBe(false);
  });

  it("whose parts a crash left are swept after an hour, with stale spools", async () => {
    const hourMs = 3_600_000;
    const { region, endpoint, keys, forcePathStyle, bucket: Bucket } = bucket.settings();
    const given = { ...(endpoint ? { endpoint } : {}), ...(keys ? { credentials: keys } : {}) };
    const client = new S3Client({ region, forcePathStyle, ...given });
    const { UploadId: id = "" } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: "h/crashed" }));
    client.destroy();
    for (const key of ["incoming/old", "incoming/young", "h/old"]) await storage.put(key, pieces(small));
    const old = new Date(Date.now() - hourMs - 60_000);
    for (const key of ["incoming/old", "h/old"]) await bucket.age(key, old);
    await removeStaleSpools(storage);
    expect(["incoming/old", "incoming/young", "h/old"].map(bucket.exists)).toEqual([false, true, true]);
    expect(bucket.unfinished()).toContain(id);
    await bucket.ageUpload(id, old);
    await removeStaleSpools(storage);
    expect(bucket.unfinished()).not.toContain(id);
  });
});
