/** DOKU's notes that the catalogue does not know, and where staff put them. */
import { asc, count, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { isReasonCode, type ReasonCode } from "../../lib/domain/reasons";
import type { CallbackType } from "../../lib/domain/sections";
import type { Db } from "../client";
import { noteReasons } from "../schema";

/** A note to be mapped. `sample` is one way in which DOKU worded it. */
export type UnknownNote = { fingerprint: string; type: CallbackType; dokuCode: string | null; sample: string };

/** Keeps a note that the catalogue does not know, or counts that it was seen once more. */
export async function countUnknownNote(db: Db, note: UnknownNote, seenAt: Date): Promise<void> {
  await db
    .insert(noteReasons)
    .values({ ...note, firstSeenAt: seenAt, lastSeenAt: seenAt })
    .onConflictDoUpdate({
      target: noteReasons.fingerprint,
      set: { seen: sql`${noteReasons.seen} + 1`, lastSeenAt: seenAt },
    });
}

/** Staff's choices, by fingerprint. One that a later catalogue no longer knows counts as none. */
export async function findMappings(db: Db, fingerprints: readonly string[]): Promise<Map<string, ReasonCode>> {
  if (fingerprints.length === 0) return new Map();
  const rows = await db
    .select({ fingerprint: noteReasons.fingerprint, reason: noteReasons.reason })
    .from(noteReasons)
    .where(inArray(noteReasons.fingerprint, [...new Set(fingerprints)]));
  return new Map(
    rows.flatMap(({ fingerprint, reason }) => (reason && isReasonCode(reason) ? [[fingerprint, reason]] : [])),
  );
}

/**
 * Puts a note under an entry, or takes that back with null. Answers with the entry that it was under before (null for
 * none), or with undefined when nobody has ever seen such a note.
 */
export async function setMapping(
  db: Db,
  fingerprint: string,
  mapping: { reason: ReasonCode | null; mappedBy: string; mappedAt: Date },
): Promise<string | null | undefined> {
  const [before] = await db
    .select({ reason: noteReasons.reason })
    .from(noteReasons)
    .where(eq(noteReasons.fingerprint, fingerprint))
    .for("update");
  if (!before) return undefined;
  await db.update(noteReasons).set(mapping).where(eq(noteReasons.fingerprint, fingerprint));
  return before.reason;
}

const listedNotes = 200;

/** For the desk: notes without a mapping first, then those mapped already; the latest of each first. */
export async function listUnknownNotes(db: Db) {
  return await db
    .select({
      fingerprint: noteReasons.fingerprint,
      type: noteReasons.type,
      dokuCode: noteReasons.dokuCode,
      sample: noteReasons.sample,
      reason: noteReasons.reason,
      seen: noteReasons.seen,
      firstSeenAt: noteReasons.firstSeenAt,
      lastSeenAt: noteReasons.lastSeenAt,
      mappedBy: noteReasons.mappedBy,
      mappedAt: noteReasons.mappedAt,
    })
    .from(noteReasons)
    .orderBy(desc(isNull(noteReasons.reason)), desc(noteReasons.lastSeenAt), asc(noteReasons.fingerprint))
    .limit(listedNotes);
}

/** How many notes wait for staff to map them. */
export async function countUnmappedNotes(db: Db): Promise<number> {
  const [row] = await db.select({ count: count() }).from(noteReasons).where(isNull(noteReasons.reason));
  return row?.count ?? 0;
}
