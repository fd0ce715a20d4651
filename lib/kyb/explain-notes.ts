/** Between DOKU's notes and the catalogue of reasons, by way of what staff have mapped. */
import type { Db, Tx } from "@/db/client";
import { countUnknownNote, findMappings } from "@/db/queries/reasons";
import { blindIndex } from "../crypto/tokens";
import { placeOfNoteField } from "../doku/note-fields";
import { maskNumbersIn } from "../domain/mask";
import { classOfReason, type ExplainedNote, subjectOfNote } from "../domain/reasons";
import { laterDate } from "../domain/reasons/later-date";
import { nearestReason } from "../domain/reasons/nearest-reason";
import type { CallbackType, Entity, EntityState, RejectNote } from "../domain/sections";

type TypedNote = { type: CallbackType; note: RejectNote };

/** A note of a section, and where it is known of one of its entities. */
export type NoteToExplain = TypedNote & {
  entityId?: string;
  name?: string | null;
  /** A suspended entity can't be corrected, whatever the note says. */
  state?: EntityState;
};

/** What is the same about notes that differ in numbers, capitals and stops only. */
function sameWords(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\p{N}+/gu, "#")
    .replace(/[^\p{L}\p{M}#]+/gu, " ")
    .replace(/#(?: #)+/g, "#")
    .trim();
}

/** By which a note is found again, without keeping its words. A code of DOKU's keeps notes with the same words apart. */
export function noteFingerprint(type: CallbackType, note: Pick<RejectNote, "code" | "message">): string {
  const code = note.code?.trim().toUpperCase() ?? "";
  return blindIndex(JSON.stringify([type, code, sameWords(note.message)]), "note-reason");
}

function explainOne({ type, note, ...entity }: NoteToExplain, chosen: ExplainedNote["code"] | undefined) {
  const { code, certain } = chosen ? { code: chosen, certain: true } : nearestReason(note, type);
  const place = note.field === null ? null : placeOfNoteField(type, note.field);
  const ownClass = classOfReason(code, { type, state: entity.state });
  return {
    type,
    entityId: entity.entityId ?? null,
    name: entity.name ?? null,
    note,
    code,
    certain,
    mapped: chosen !== undefined,
    class: ownClass,
    laterAt: ownClass === "fix_later" ? laterDate(note) : null,
    subject: subjectOfNote(type, note.message, place && "category" in place ? place.category : null),
  };
}

/** Each note, in the given order, with its entry of the catalogue: the one that staff chose, else the nearest one. */
export async function explainNotes(db: Db, notes: readonly NoteToExplain[]): Promise<ExplainedNote[]> {
  const marked = notes.map((one) => ({ one, fingerprint: noteFingerprint(one.type, one.note) }));
  const mappings = await findMappings(
    db,
    marked.map(({ fingerprint }) => fingerprint),
  );
  return marked.map(({ one, fingerprint }) => explainOne(one, mappings.get(fingerprint)));
}

/** The same for all notes of these entities. */
export async function explainEntities(
  db: Db,
  entities: readonly Pick<Entity, "type" | "entityId" | "name" | "state" | "notes">[],
): Promise<ExplainedNote[]> {
  const notes = entities.flatMap(({ notes, ...entity }) => notes.map((note) => ({ ...entity, note })));
  return await explainNotes(db, notes);
}

/**
 * Keeps for staff each note that the catalogue is not certain about, once per call, and counts how often it was seen. The
 * sample stands for every merchant with the same words, so nobody's numbers are in it.
 * To be called in the transaction in which a section becomes refused or suspended.
 */
export async function flagUnknownNotes(tx: Tx, notes: readonly TypedNote[]): Promise<void> {
  const unknown = notes.filter(({ type, note }) => !nearestReason(note, type).certain);
  const rows = new Map(
    unknown.map(({ type, note }) => {
      const fingerprint = noteFingerprint(type, note);
      // PostgreSQL takes no NUL in a text, and DOKU's JSON may hold one.
      const dokuCode = note.code?.replaceAll("\0", "").slice(0, 100) ?? null;
      return [fingerprint, { fingerprint, type, dokuCode, sample: maskNumbersIn(note.message) }];
    }),
  );
  // Always in one order: two transactions that flag the same notes must not wait for each other in a circle.
  const inOrder = [...rows.values()].sort((one, other) => (one.fingerprint < other.fingerprint ? -1 : 1));
  const seenAt = new Date();
  for (const row of inOrder) await countUnknownNote(tx, row, seenAt);
}
