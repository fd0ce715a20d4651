import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, describe, expect, it } from "vitest";
import { holdFreshKeys } from "@/db/data-keys";
import { localStorage } from "./local-storage";
import { removeStaleSpools } from "./remove-stale-spools";

holdFreshKeys();

const folder = mkdtempSync(join(tmpdir(), "sambut-storage-"));
const storage = localStorage(folder);
afterAll(() => rmSync(folder, { recursive: true }));

async function* pieces(content: Buffer, size: number) {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}
const put = (key: string, content: Buffer, size = 10_000) => storage.put(key, pieces(content, size));
const path = (key: string) => join(folder, key);
const waitingParts = () => readdirSync(path(".incoming"));

describe("when it cannot be kept", () => {
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
});

it("a disk that is full keeps no half of a file, says so to both sides, and takes files again when there is room", async () => {
  const small = join(folder, "small-disk");
  mkdirSync(small);
  const run = `exec '${process.execPath}' --import tsx lib/storage/full-disk.fixture.ts '${small}'`;
  // A disk of one megabyte in a namespace of its own where the system allows that, else a limit on the size of files.
  const mount = `mount -t tmpfs -o size=1m none '${small}' && ${run}`;
  const isOwnDisk = spawnSync("unshare", ["-rm", "sh", "-c", `mount -t tmpfs none '${small}'`]).status === 0;
  const [command, ...args] = isOwnDisk ? ["unshare", "-rm", "sh", "-c", mount] : ["sh", "-c", `ulimit -f 1000; ${run}`];
  const { stdout } = spawnSync(command ?? "", args, { env: { ...process.env, LOG_LEVEL: "error" }, encoding: "utf8" });
  const [logged, result] = stdout
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
  expect(logged).toMatchObject({ msg: "storage.write-failed", error: isOwnDisk ? "Error ENOSPC" : "Error EFBIG" });
  expect(result).toEqual({
    fault: { code: "unavailable", key: "storageFull" },
    parts: [],
    kept: ["a"],
    later: 100_000,
  });
});

it("a file that is not there is told from a folder that cannot be read", async () => {
  await put("r/kept", randomBytes(10));
  await expect(storage.get("r/never")).rejects.toMatchObject({ code: "not_found" });
  const away = localStorage(join(folder, "not-mounted"));
  await expect(away.get("r/kept")).rejects.toMatchObject({ code: "unavailable" });
  mkdirSync(path("r/a-folder"));
  const unreadable = await storage.get("r/a-folder");
  await expect(unreadable.toArray()).rejects.toMatchObject({ code: "unavailable" });
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
