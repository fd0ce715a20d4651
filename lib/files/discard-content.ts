import type { StoredFile } from "@/db/queries/files";
import { errorKind, log } from "../log";
import { storage } from "../storage/storage";

/**
 * Forgets the content of files that are out of use, after the commit that took them out. What DOKU has got is kept
 * for the history. A disk that refuses is logged and nothing more: for the merchant the file is gone.
 */
export async function discardContent(
  files: readonly Pick<StoredFile, "id" | "storageKey" | "dokuFileId">[],
): Promise<void> {
  for (const file of files.filter(({ dokuFileId }) => dokuFileId === null)) {
    await storage()
      .remove(file.storageKey)
      .catch((error: unknown) => log.error("file.discard-failed", { fileId: file.id, error: errorKind(error) }));
  }
}
