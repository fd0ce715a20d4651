/** Files in a folder of this machine, encrypted, written aside and renamed. */
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { AppError, notFound } from "../errors";
import { errorKind, log } from "../log";
import { headerBytes, keyOfFile, openStream, sealedRecordBytes, sealStream } from "./cipher";
import { checkKey } from "./keys";
import type { Storage } from "./storage";

const isMissing = (error: unknown) => error instanceof Error && "code" in error && error.code === "ENOENT";

/** Runs a step of writing; whatever the disk says (full, read-only, no right) means that we cannot keep files now. */
async function onDisk<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    log.error("storage.write-failed", { error: errorKind(error) });
    throw new AppError("unavailable", "storageFull", [], { cause: error });
  }
}

/** Reading that the disk refuses, which may pass; the same words as a bucket's. */
function unread(error: unknown): AppError {
  log.error("storage.read-failed", { error: errorKind(error) });
  return new AppError("unavailable", "unavailable", [], { cause: error });
}

/** A file that is not there. When the whole folder is not, its disk is not mounted, say, and nothing is known of the file. */
async function lookFor(path: string, folder: string): Promise<void> {
  try {
    await stat(path);
  } catch (error) {
    if (isMissing(error) && (await stat(folder).catch(() => null))) throw notFound();
    throw unread(error);
  }
}

async function* onDiskRecords(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path, { highWaterMark: sealedRecordBytes });
  } catch (error) {
    throw unread(error);
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  const stream = createReadStream(path, { end: headerBytes - 1 });
  const pieces: Buffer[] = [];
  try {
    for await (const piece of stream) pieces.push(piece);
  } catch (error) {
    throw unread(error);
  }
  return Buffer.concat(pieces);
}

/** Makes a rename last through a power cut, where the system allows it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeAll(handle: FileHandle, key: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  async function* counted() {
    for await (const chunk of source) {
      bytes += chunk.byteLength;
      yield chunk;
    }
  }
  // `appendFile` and not `write`: it goes on after a short write.
  for await (const sealed of sealStream(counted(), key)) await onDisk(() => handle.appendFile(sealed));
  await onDisk(() => handle.sync());
  return bytes;
}

/** Opens the file on the first read and closes it however reading ends. */
async function* openedRecords(path: string, key: string): AsyncGenerator<Buffer> {
  yield* openStream(onDiskRecords(path), key);
}

async function removeFilesOlder(folder: string, before: Date): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  let removed = 0;
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(folder, entry.name);
    // Gone meanwhile is as good as removed: an upload that ends puts its own away.
    const written = (await stat(path).catch(() => null))?.mtime;
    if (!written || written >= before) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

/** @param folder absolute path; made on first use */
export function localStorage(folder: string): Storage {
  const incoming = join(folder, ".incoming");
  return {
    async put(key, source) {
      const path = join(folder, checkKey(key));
      const aside = join(incoming, randomUUID());
      const handle = await onDisk(async () => {
        await mkdir(incoming, { recursive: true, mode: 0o700 });
        return await open(aside, "wx", 0o600);
      });
      try {
        const bytes = await writeAll(handle, key, source).finally(() => handle.close());
        await onDisk(async () => {
          await mkdir(dirname(path), { recursive: true, mode: 0o700 });
          await rename(aside, path);
          await syncFolder(dirname(path));
        });
        return { bytes };
      } catch (error) {
        await rm(aside, { force: true });
        throw error;
      }
    },
    async get(key) {
      const path = join(folder, checkKey(key));
      // Looked at now and opened on the first read: a stream that nobody reads holds no open file.
      await lookFor(path, folder);
      return Readable.from(openedRecords(path, key), { objectMode: false });
    },
    async keyId(key) {
      const path = join(folder, checkKey(key));
      const isThere = await lookFor(path, folder).then(
        () => true,
        (error: unknown) => {
          if (error instanceof AppError && error.code === "not_found") return false;
          throw error;
        },
      );
      return isThere ? keyOfFile(await firstBytes(path)).id : null;
    },
    async remove(key) {
      await rm(join(folder, checkKey(key)), { force: true });
    },
    async removeOlder(under, before) {
      const kept = await removeFilesOlder(join(folder, checkKey(under)), before);
      return kept + (await removeFilesOlder(incoming, before));
    },
  };
}
