/** Where the content of files is kept: one small interface, so that a bucket can stand in for the folder. */
import { join } from "node:path";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { env } from "../env";
import { localStorage } from "./local-storage";

export type Storage = {
  /**
   * Keeps the content under the key, whole or not at all; a key that exists is replaced.
   * @returns the size of the plain content in bytes
   * @throws AppError unavailable `storageFull` when there is no room or no right to write; whatever the source throws
   */
  put: (key: string, source: AsyncIterable<Uint8Array>) => Promise<{ bytes: number }>;
  /**
   * The plain content. The stream fails when the stored bytes were changed, cut short or swapped.
   * @throws AppError not_found when nothing is kept under the key
   */
  get: (key: string) => Promise<Readable>;
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

/** The storage of this process: a folder under DATA_DIR. */
export function storage(): Storage {
  opened ??= localStorage(join(env().dataDir, "files"));
  return opened;
}

/** The whole plain content at once, for files that are known to be small enough. Throws as `get` and its stream do. */
export async function readBytes(from: Storage, key: string): Promise<Buffer> {
  return await buffer(await from.get(key));
}
