import { database } from "@/db/client";
import { lockApplicationUnscoped } from "@/db/queries/applications";
import { markContentDeleted } from "@/db/queries/erase";
import { emitAudit } from "../audit/emit";
import { errorKind, log } from "../log";
import { storage } from "../storage/storage";

export type ContentOf = { id: string; storageKey: string };

/** @returns those that are gone: what the storage refuses is logged, and its turn comes again */
async function removeAll(files: readonly ContentOf[]): Promise<string[]> {
  const gone: string[] = [];
  for (const { id, storageKey } of files) {
    try {
      await storage().remove(storageKey);
      gone.push(id);
    } catch (error) {
      log.error("retention.not-deleted", { fileId: id, error: errorKind(error) });
    }
  }
  return gone;
}

/**
 * Deletes the content of a merchant's files from the storage, and notes it with the audit row only then: a crash between
 * the two deletes again what is gone already.
 * @returns how many are gone
 */
export async function deleteContent(applicationId: string, files: readonly ContentOf[]): Promise<number> {
  const gone = await removeAll(files);
  if (gone.length === 0) return 0;
  const { db } = await database();
  await db.transaction(async (tx) => {
    await lockApplicationUnscoped(tx, applicationId);
    const marked = await markContentDeleted(tx, gone, new Date());
    const detail = { files: marked };
    if (marked > 0) await emitAudit(tx, { applicationId, actor: { kind: "system" }, action: "files.deleted", detail });
  });
  return gone.length;
}
