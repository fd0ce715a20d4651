import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdFreshKeys } from "@/db/data-keys";
import { headerBytes, recordBytes, sealedRecordBytes } from "./cipher";
import { localStorage } from "./local-storage";
import { s3Storage } from "./s3-storage";
import type { Storage } from "./storage";
import { openTestBucket } from "./test-bucket";

holdFreshKeys();

/** A storage and a way behind its back, to what lies there. */
type Stage = {
  storage: Storage;
  raw: (key: string) => Promise<Buffer>;
  lay: (key: string, bytes: Buffer) => Promise<void>;
  unfinished: () => string[];
  close: () => Promise<void>;
};

async function inFolder(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "sambut-storage-"));
  return {
    storage: localStorage(folder),
    raw: async (key) => readFileSync(join(folder, key)),
    lay: async (key, bytes) => {
      mkdirSync(dirname(join(folder, key)), { recursive: true });
      writeFileSync(join(folder, key), bytes);
    },
    unfinished: () => readdirSync(join(folder, ".incoming")),
    close: async () => rmSync(folder, { recursive: true }),
  };
}

async function inBucket(): Promise<Stage> {
  const bucket = await openTestBucket();
  return { ...bucket, storage: s3Storage(bucket.settings()) };
}

async function* pieces(content: Buffer, size: number) {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}
function flipped(sealed: Buffer, at: number): Buffer {
  const copy = Buffer.from(sealed);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

describe.each([
  ["a folder", inFolder],
  ["a bucket", inBucket],
])("%s", (_, open) => {
  let stage: Stage;
  let storage: Storage;
  beforeAll(async () => {
    stage = await open();
    storage = stage.storage;
  });
  afterAll(() => stage.close());
  const put = (key: string, content: Buffer, size = 10_000) => storage.put(key, pieces(content, size));
  const get = async (key: string) => await buffer(await storage.get(key));

  describe("what is put comes back", () => {
    it.each([0, 1, recordBytes - 1, recordBytes, recordBytes + 1, 3 * recordBytes])("%i bytes", async (length) => {
      const content = randomBytes(length);
      for (const size of [777, 200_000]) {
        expect(await put("a/round", content, size)).toEqual({ bytes: length });
        expect((await get("a/round")).equals(content)).toBe(true);
      }
    });

    it("and lies encrypted, never twice the same", async () => {
      const content = Buffer.from("NIK 3171234567890123 ".repeat(50));
      await put("a/plain", content);
      const first = await stage.raw("a/plain");
      expect(first.includes("NIK")).toBe(false);
      await put("a/plain", content);
      expect((await stage.raw("a/plain")).equals(first)).toBe(false);
      expect(stage.unfinished()).toEqual([]);
    });

    it("until it is removed, which may happen twice", async () => {
      await put("a/gone", randomBytes(10));
      await storage.remove("a/gone");
      await storage.remove("a/gone");
      await expect(storage.get("a/gone")).rejects.toMatchObject({ code: "not_found" });
    });
  });

  describe("what was touched does not open", () => {
    const content = randomBytes(2 * recordBytes + 500);
    const second = headerBytes + sealedRecordBytes;
    const third = second + sealedRecordBytes;
    const damage: [string, (sealed: Buffer) => Buffer][] = [
      ["a flipped bit in the first record", (sealed) => flipped(sealed, headerBytes + 5)],
      ["a flipped bit in the last record", (sealed) => flipped(sealed, sealed.length - 1)],
      ["a flipped bit in the salt", (sealed) => flipped(sealed, headerBytes - 1)],
      ["another version", (sealed) => flipped(sealed, 4)],
      ["a file that is not ours", () => Buffer.from("%PDF-1.7 not one of ours, and longer than a header")],
      ["the last record cut off", (sealed) => sealed.subarray(0, third)],
      ["a record cut in the middle", (sealed) => sealed.subarray(0, second + 1000)],
      ["nothing but the header", (sealed) => sealed.subarray(0, headerBytes)],
      ["an empty file", () => Buffer.alloc(0)],
      [
        "two records exchanged",
        (sealed) =>
          Buffer.concat([
            sealed.subarray(0, headerBytes),
            sealed.subarray(second, third),
            sealed.subarray(headerBytes, second),
            sealed.subarray(third),
          ]),
      ],
      ["something added", (sealed) => Buffer.concat([sealed, Buffer.alloc(40)])],
    ];
    it.each(damage)("%s", async (_, change) => {
      await put("b/damaged", content);
      await stage.lay("b/damaged", change(await stage.raw("b/damaged")));
      await expect(get("b/damaged")).rejects.toThrow();
    });

    it("a file under another file's name", async () => {
      await put("b/mine", content);
      await stage.lay("b/yours", await stage.raw("b/mine"));
      await expect(get("b/yours")).rejects.toThrow();
    });
  });

  describe("when it cannot be kept", () => {
    it("a source that breaks leaves nothing, and what was there stays", async () => {
      await put("c/kept", Buffer.from("before"));
      async function* breaking() {
        yield randomBytes(200_000);
        throw new Error("connection lost");
      }
      await expect(storage.put("c/kept", breaking())).rejects.toThrow("connection lost");
      expect((await get("c/kept")).toString()).toBe("before");
      expect(stage.unfinished()).toEqual([]);
    });

    it.each(["../out", "/etc/passwd", "a/../b", "", "A", "a\0b"])("the key %j is refused", async (key) => {
      await expect(put(key, randomBytes(1))).rejects.toThrow("storage key");
    });
  });
});
