/** Files are encrypted anew, as streams, while they are read. */
import { type Database, database } from "@/db/client";
import { databaseNow } from "@/db/clock";
import { listForgottenContent, listKeptContent } from "@/db/queries/files";
import { findPartnerSettings } from "@/db/queries/partner";
import { AppError } from "../errors";
import type { Storage } from "../storage/storage";

const atOnce = 4;
const portion = 200;

export type FileCounts = { files: number; damaged: number };

/** Whether it was; null for content that does not open, or is none of ours. A storage that does not answer ends it all. */
async function resealFile(storage: Storage, key: string, keyId: string): Promise<boolean | null> {
  try {
    const lies = await storage.keyId(key);
    if (lies === null || lies === keyId) return false;
    await storage.put(key, await storage.get(key));
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) return null;
    // Removed meanwhile, which a folder notices only when it opens the file.
    if (error.code === "not_found" || (await storage.keyId(key)) === null) return false;
    throw error;
  }
}

async function resealLogo(storage: Storage, keyId: string, db: Database["db"]): Promise<boolean | null> {
  const logoKey = async () => (await findPartnerSettings(db))?.logoKey ?? null;
  const key = await logoKey();
  if (!key) return false;
  const isAnew = await resealFile(storage, key, keyId);
  // Who takes the logo away takes it out of the database first.
  if (isAnew && (await logoKey()) !== key) await storage.remove(key);
  return isAnew;
}

/** Clocks of machines that note when a file was removed may be wrong by so much. */
const clockMarginMs = 3_600_000;

/** What was removed while it was written anew would be back. */
async function removeAgain(storage: Storage, begunAt: Date, db: Database["db"]): Promise<void> {
  const keys = await listForgottenContent(db, new Date(begunAt.getTime() - clockMarginMs));
  for (const key of keys) await storage.remove(key);
}

/**
 * Seals under the key what does not lie under it, once round and then what came meanwhile, until nothing came.
 * @param key.begunAt when it was made: what was removed from then on stays removed
 * @param tell called with the number of files so far
 * @throws AppError unavailable when the storage does not answer: what is done is done
 */
export async function resealFiles(
  storage: Storage,
  { id: keyId, begunAt }: { id: string; begunAt: Date },
  tell: (done: number) => void,
): Promise<FileCounts> {
  const { db } = await database();
  const counts: FileCounts = { files: 0, damaged: 0 };
  const count = (isAnew: boolean | null) => {
    if (isAnew) counts.files += 1;
    if (isAnew === null) counts.damaged += 1;
  };
  count(await resealLogo(storage, keyId, db));
  let since = new Date(0);
  for (;;) {
    const from = await databaseNow(db);
    const before = counts.files;
    let after: string | null = null;
    for (;;) {
      const files: { id: string; storageKey: string }[] = await listKeptContent(db, { after, since, limit: portion });
      for (let at = 0; at < files.length; at += atOnce) {
        const some = files.slice(at, at + atOnce);
        const keys = some.map(({ storageKey }) => storageKey);
        const anew = await Promise.all(keys.map((key) => resealFile(storage, key, keyId)));
        for (const one of anew) count(one);
      }
      tell(counts.files);
      if (files.length < portion) break;
      after = files.at(-1)?.id ?? null;
    }
    if (counts.files === before) break;
    since = from;
  }
  await removeAgain(storage, begunAt, db);
  return counts;
}
