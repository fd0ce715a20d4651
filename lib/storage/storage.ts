/** Where the content of files is kept: one small interface, with a folder and a bucket behind it. */
import { join } from "node:path";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { bucketOf, env } from "../env";
import { localStorage } from "./local-storage";
import { s3Storage } from "./s3-storage";

export type Storage = {
  /**
   * Keeps the content under the key, whole or not at all; a key that exists is replaced.
   * @returns the size of the plain content in bytes
   * @throws AppError unavailable `storageFull` when there is no room, no right to write or no answer; whatever the source
   *   throws
   */
  put: (key: string, source: AsyncIterable<Uint8Array>) => Promise<{ bytes: number }>;
  /**
   * The plain content. The stream fails when the stored bytes were changed, cut short or swapped.
   * @throws AppError not_found when nothing is kept under the key; unavailable when a bucket does not answer or a folder
   *   cannot be read
   */
  get: (key: string) => Promise<Readable>;
  /**
   * The id of the data key under which the content lies; null when nothing is kept there. Reads its first bytes only.
   * @throws Error when it does not begin as ours, or under a key that is not known; AppError unavailable as `get`
   */
  keyId: (key: string) => Promise<string | null>;
  /** Forgets the content; a key that does not exist is fine. */
  remove: (key: string) => Promise<void>;
  /**
   * Forgets what was last written under `<folder>/` before the moment, and whatever `put` began before it and never
   * ended, as after a crash.
   * @returns how many there were
   */
  removeOlder: (folder: string, before: Date) => Promise<number>;
};

let opened: Storage | undefined;

/** The storage that the settings name: a bucket that several machines share, or a folder under DATA_DIR. */
export function storage(): Storage {
  if (!opened) {
    const bucket = bucketOf(env());
    opened = bucket ? s3Storage(bucket) : localStorage(join(env().dataDir, "files"));
  }
  return opened;
}

/** The whole plain content at once, for files that are known to be small enough. Throws as `get` and its stream do. */
export async function readBytes(from: Storage, key: string): Promise<Buffer> {
  return await buffer(await from.get(key));
}
