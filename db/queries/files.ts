/** Uploaded files: the rows, not the bytes (those are in lib/storage). */
import { and, asc, eq, gt, gte, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Db } from "../client";
import { applications, files } from "../schema";

const stored = {
  id: files.id,
  slotId: files.slotId,
  storageKey: files.storageKey,
  mediaType: files.mediaType,
  bytes: files.bytes,
  width: files.width,
  height: files.height,
  createdAt: files.createdAt,
  dokuFileId: files.dokuFileId,
  byStaff: files.byStaff,
  contentDeletedAt: files.contentDeletedAt,
};
/**
 * A file that is not removed. `bytes` of the plain content, `width` and `height` in pixels (null for a PDF). Of one whose
 * content was deleted (`contentDeletedAt`) only these facts are left.
 */
export type StoredFile = Pick<typeof files.$inferSelect, keyof typeof stored>;
/** The same, also one that is removed, with whom it belongs to, for doors that check it. */
export type FoundFile = StoredFile & { applicationId: string; removedAt: Date | null };

const found = { ...stored, applicationId: files.applicationId, removedAt: files.removedAt };

/** The files of an application that are not removed, oldest first. */
export async function listFiles(db: Db, applicationId: string): Promise<StoredFile[]> {
  return await db
    .select(stored)
    .from(files)
    .where(and(eq(files.applicationId, applicationId), isNull(files.removedAt)))
    .orderBy(asc(files.createdAt), asc(files.id));
}

export type NewFile = Pick<
  typeof files.$inferInsert,
  "id" | "applicationId" | "slotId" | "storageKey" | "mediaType" | "bytes" | "width" | "height" | "byStaff"
>;

export async function insertFile(db: Db, values: NewFile): Promise<StoredFile> {
  const [row] = await db.insert(files).values(values).returning(stored);
  if (!row) throw new Error("insert returned no row");
  return row;
}

/** Takes a file out of use; the row stays for the history. */
export async function markFileRemoved(db: Db, fileId: string): Promise<void> {
  await db
    .update(files)
    .set({ removedAt: new Date() })
    .where(and(eq(files.id, fileId), isNull(files.removedAt)));
}

/** Notes the id that DOKU's upload call gave the file (contract section 7). */
export async function markFileSent(db: Db, fileId: string, dokuFileId: string): Promise<void> {
  await db
    .update(files)
    .set({ dokuFileId, sentAt: new Date() })
    .where(and(eq(files.id, fileId), isNull(files.dokuFileId)));
}

/** Forgets this id of DOKU's, so that the file is uploaded again (contract section 4: an id that registration refused). */
export async function clearFileSent(db: Db, fileId: string, dokuFileId: string): Promise<void> {
  await db
    .update(files)
    .set({ dokuFileId: null, sentAt: null })
    .where(and(eq(files.id, fileId), eq(files.dokuFileId, dokuFileId)));
}

/** A file of the owner's that is not removed; any other is not found. */
export async function findOwnFile(db: Db, ownerId: string, fileId: string): Promise<FoundFile | null> {
  const [row] = await db
    .select(found)
    .from(files)
    .innerJoin(applications, eq(applications.id, files.applicationId))
    .where(and(eq(applications.ownerId, ownerId), eq(files.id, fileId), isNull(files.removedAt)));
  return row ?? null;
}

/** Those of the given files that are there or were, in no order: what was sent may have been replaced since. */
export async function listFilesById(db: Db, applicationId: string, fileIds: readonly string[]): Promise<StoredFile[]> {
  if (fileIds.length === 0) return [];
  return await db
    .select(stored)
    .from(files)
    .where(and(eq(files.applicationId, applicationId), inArray(files.id, [...fileIds])));
}

/** Puts files back in use that a later one had taken the place of. */
export async function restoreFiles(db: Db, applicationId: string, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return;
  await db
    .update(files)
    .set({ removedAt: null })
    .where(and(eq(files.applicationId, applicationId), inArray(files.id, [...fileIds])));
}

/** A file of the owner's that it may look at: one in use, or one that DOKU has got and that was replaced since. */
export async function findOwnReadableFile(db: Db, ownerId: string, fileId: string): Promise<FoundFile | null> {
  const [row] = await db
    .select(found)
    .from(files)
    .innerJoin(applications, eq(applications.id, files.applicationId))
    .where(
      and(
        eq(applications.ownerId, ownerId),
        eq(files.id, fileId),
        or(isNull(files.removedAt), isNotNull(files.dokuFileId)),
      ),
    );
  return row ?? null;
}

/** Whose content is kept: files in use, and those that DOKU has got. */
const hasContent = and(isNull(files.contentDeletedAt), or(isNull(files.removedAt), isNotNull(files.dokuFileId)));

/** Where content is kept, a portion behind the id `after`, of files since the moment. */
export async function listKeptContent(
  db: Db,
  { after, since, limit }: { after: string | null; since: Date; limit: number },
): Promise<{ id: string; storageKey: string }[]> {
  return await db
    .select({ id: files.id, storageKey: files.storageKey })
    .from(files)
    .where(and(hasContent, gte(files.createdAt, since), after ? gt(files.id, after) : undefined))
    .orderBy(asc(files.id))
    .limit(limit);
}

/** Where content was kept that was forgotten since the moment. */
export async function listForgottenContent(db: Db, since: Date): Promise<string[]> {
  const lately = or(gte(files.removedAt, since), gte(files.contentDeletedAt, since));
  const rows = await db
    .select({ key: files.storageKey })
    .from(files)
    .where(and(sql`not (${hasContent})`, lately));
  return rows.map(({ key }) => key);
}

/** For staff and background work, removed files included: staff read the history. */
export async function findFileUnscoped(db: Db, fileId: string): Promise<FoundFile | null> {
  const [row] = await db.select(found).from(files).where(eq(files.id, fileId));
  return row ?? null;
}
