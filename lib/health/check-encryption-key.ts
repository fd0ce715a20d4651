import type { ExecuteSql } from "@/db/client";
import { findSealedSample } from "@/db/queries/health";
import { unseal } from "../crypto/seal";

/**
 * Tries ENCRYPTION_KEY on a value that the database holds, so that a wrong one stops the start and not the first page.
 * @returns whether there was anything to try
 * @throws Error with a sentence to act on
 */
export async function requireRightKey(executeSql: ExecuteSql): Promise<boolean> {
  const sample = await findSealedSample(executeSql);
  if (!sample) return false;
  try {
    unseal(sample.sealed, sample.context);
    return true;
  } catch (cause) {
    const sentence = "ENCRYPTION_KEY is not the key that this database was filled with, so nothing in it can be read.";
    throw new Error(`${sentence} Set the earlier key again, or the database that belongs to this key.`, { cause });
  }
}
