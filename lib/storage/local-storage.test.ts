import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, describe, expect, it } from "vitest";
import { headerBytes, recordBytes, sealedRecordBytes } from "./cipher";
import { localStorage } from "./local-storage";
import { removeStaleSpools } from "./remove-stale-spools";

const folder = mkdtempSync(join(tmpdir(), "sambut-storage-"));
const storage = localStorage(folder);
afterAll(() => rmSync(folder, { recursive: true }));

async function* pieces(content: Buffer, size: number) {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}
async function all(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
const put = (key: string, content: Buffer, size = 10_000) => storage.put(key, pieces(content, size));
const path = (key: string) => join(folder, key);
const waitingParts = () => readdirSync(path(".incoming"));

describe("what is put comes back", () => {
  it.each([0, 1, recordBytes - 1, recordBytes, recordBytes + 1, 3 * recordBytes])("%i bytes", async (length) => {
    const content = randomBytes(length);
    for (const size of [777, 200_000]) {
      expect(await put("a/round", content, size)).toEqual({ bytes: length });
      expect((await all(await storage.get("a/round"))).equals(content)).toBe(true);
    }
  });

  it("and lies encrypted, never twice the same", async () => {
    const content = Buffer.from("NIK 3171234567890123 ".repeat(50));
    await put("a/plain", content);
    const first = readFileSync(path("a/plain"));
    expect(first.includes("NIK")).toBe(false);
    await put("a/plain", content);
    expect(readFileSync(path("a/plain")).equals(first)).toBe(false);
    expect(waitingParts()).toEqual([]);
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
    writeFileSync(path("b/damaged"), change(readFileSync(path("b/damaged"))));
    await expect(all(await storage.get("b/damaged"))).rejects.toThrow();
  });

  it("a file under another file's name", async () => {
    await put("b/mine", content);
    renameSync(path("b/mine"), path("b/yours"));
    await expect(all(await storage.get("b/yours"))).rejects.toThrow();
  });
});

function flipped(sealed: Buffer, at: number): Buffer {
  const copy = Buffer.from(sealed);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

describe("when it cannot be kept", () => {
  it("a source that breaks leaves nothing, and what was there stays", async () => {
    await put("c/kept", Buffer.from("before"));
    async function* breaking() {
      yield randomBytes(200_000);
      throw new Error("connection lost");
    }
    await expect(storage.put("c/kept", breaking())).rejects.toThrow("connection lost");
    expect((await all(await storage.get("c/kept"))).toString()).toBe("before");
    expect(waitingParts()).toEqual([]);
  });

  it("a disk that refuses is said in our words", async () => {
    const blocked = join(folder, "a-file");
    writeFileSync(blocked, "");
    const refusing = localStorage(join(blocked, "files"));
    await expect(refusing.put("a", pieces(randomBytes(10), 5))).rejects.toMatchObject({
      code: "unavailable",
      key: "storageFull",
    });
  });

  it("a full disk in the middle of writing leaves nothing", async () => {
    await put("c/first", randomBytes(10));
    writeFileSync(path("c/in-the-way"), "");
    await expect(put("c/in-the-way/below", randomBytes(200_000))).rejects.toMatchObject({ key: "storageFull" });
    expect(waitingParts()).toEqual([]);
  });

  it.each(["../out", "/etc/passwd", "a/../b", "", "A", "a\0b"])("the key %j is refused", async (key) => {
    await expect(put(key, randomBytes(1))).rejects.toThrow("storage key");
  });
});

describe("what a crash left", () => {
  const hourMs = 3_600_000;
  const listed = () => [...readdirSync(path("incoming")), ...waitingParts(), ...readdirSync(path("e"))].sort();
  async function leave(name: string, ageMs: number) {
    const written = new Date(Date.now() - ageMs);
    writeFileSync(path(`.incoming/${name}-part`), "half");
    for (const key of [`incoming/${name}`, `e/${name}`]) await put(key, randomBytes(10));
    for (const file of [`.incoming/${name}-part`, `incoming/${name}`, `e/${name}`]) {
      utimesSync(path(file), written, written);
    }
  }

  it("is removed when it is older than an hour, and nothing else is", async () => {
    await put("e/any", randomBytes(10));
    await leave("old", hourMs + 60_000);
    await leave("young", hourMs - 60_000);
    await removeStaleSpools(storage);
    expect(listed()).toEqual(["any", "old", "young", "young", "young-part"]);
    await removeStaleSpools(storage, new Date(Date.now() + hourMs));
    expect(listed()).toEqual(["any", "old", "young"]);
  });

  it("may be nothing at all, or in a folder that cannot be read", async () => {
    await removeStaleSpools(localStorage(join(folder, "never-used")));
    writeFileSync(path("no-folder"), "");
    await removeStaleSpools(localStorage(path("no-folder")));
  });
});

it("20 MB go through without being held in memory", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const held = async () => {
    // What may be thrown away is not held, however late that is done: buffers are counted as gone by the collection after theirs.
    collect();
    await setImmediate();
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const chunkSize = 50_000;
  const total = 20_000_000;
  const before = await held();
  let most = 0;
  const look = async (done: number) => {
    if (done % 4_000_000 < chunkSize) most = Math.max(most, (await held()) - before);
  };
  async function* long() {
    for (let sent = 0; sent < total; sent += chunkSize) {
      await look(sent);
      yield randomBytes(chunkSize);
    }
  }
  await storage.put("d/long", long());
  let read = 0;
  for await (const piece of await storage.get("d/long")) {
    read += (piece as Buffer).length;
    await look(read);
  }
  expect(read).toBe(total);
  expect(most).toBeLessThan(total / 4);
});
