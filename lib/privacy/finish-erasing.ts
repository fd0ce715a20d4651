import { database } from "@/db/client";
import { sharedNow } from "@/db/clock";
import { deletePersonalRows, listFilesOfClosed } from "@/db/queries/erase";
import { listErasedSince } from "@/db/queries/privacy";
import { deleteContent } from "./delete-content";

const atOnce = 200;
/** Longer than any call or callback that was under way can take. */
const lateMs = 3_600_000;

/**
 * What an erasing leaves for afterwards: the content of files, and what was being written while it ran (a callback on its
 * way in, a call to DOKU that ended after it). Safe to run again, and in several processes.
 */
export async function finishErasing(): Promise<void> {
  const { db } = await database();
  const since = new Date((await sharedNow(db)).getTime() - lateMs);
  for (const applicationId of await listErasedSince(db, since, atOnce)) {
    await db.transaction((tx) => deletePersonalRows(tx, applicationId));
  }
  const files = await listFilesOfClosed(db, atOnce);
  for (const applicationId of new Set(files.map((file) => file.applicationId))) {
    const own = files.filter((file) => file.applicationId === applicationId);
    await deleteContent(applicationId, own);
  }
}
