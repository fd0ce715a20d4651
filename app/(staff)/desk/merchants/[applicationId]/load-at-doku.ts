import type { database } from "@/db/client";
import type { OwnApplication } from "@/db/queries/applications";
import { listAttempts } from "@/db/queries/attempts";
import { listChanges } from "@/db/queries/changes";
import { listNames } from "@/db/queries/desk";
import { listDrifts } from "@/db/queries/drifts";
import { listEntities } from "@/db/queries/kyb";
import { listSent } from "@/db/queries/submissions";
import { historyOf } from "@/lib/domain/attempt-history";
import { clockOf } from "@/lib/domain/clocks";
import { maskNumbersIn } from "@/lib/domain/mask";
import type { ExplainedNote } from "@/lib/domain/reasons";
import { sectionsOf, sentTimes } from "@/lib/domain/sections";
import { explainEntities, explainNotes, noteFingerprint } from "@/lib/kyb/explain-notes";

type Db = Awaited<ReturnType<typeof database>>["db"];

const shownDrifts = 20;

/**
 * DOKU's words may quote a NIK or an account: masked here, and in full only where somebody asks for the event itself.
 * `unknownAs`: where staff map the note, null when the catalogue is certain of it.
 */
const forStaff = (note: ExplainedNote) => ({
  ...note,
  note: { ...note.note, message: maskNumbersIn(note.note.message) },
  unknownAs: note.certain ? null : noteFingerprint(note.type, note.note),
});

/** The sections with their clocks, reasons and attempts. Notes of an attempt stand with it once a later one followed. */
async function loadSections(db: Db, applicationId: string, now: Date) {
  const entities = await listEntities(db, applicationId);
  const attempts = await listAttempts(db, applicationId);
  // Listed from the first to the last, so that the last one stays.
  const latest = new Map(attempts.map((attempt) => [attempt.type, attempt]));
  const notes = (await explainEntities(db, entities)).map(forStaff);
  const past = attempts.filter((attempt) => latest.get(attempt.type) !== attempt);
  const pastNotes = await explainNotes(
    db,
    past.flatMap(({ type, notes }) => notes.map((note) => ({ type, note }))),
  );
  const notesOfPast = new Map(
    past.map((attempt, index) => {
      const start = past.slice(0, index).reduce((sum, before) => sum + before.notes.length, 0);
      return [attempt, pastNotes.slice(start, start + attempt.notes.length).map(forStaff)];
    }),
  );
  const told = attempts.map((attempt) => ({ ...attempt, reasons: notesOfPast.get(attempt) ?? [] }));
  const sendings = await listSent(db, applicationId);
  return sectionsOf(entities, sentTimes(latest)).map((section) => ({
    ...section,
    clock: clockOf(section, now),
    reasons: notes.filter(({ type }) => type === section.type),
    attempts: historyOf(section.type, told, sendings),
  }));
}

async function loadChanges(db: Db, applicationId: string) {
  const changes = await listChanges(db, applicationId);
  const names = await listNames(db, [...new Set(changes.flatMap(({ decidedBy }) => decidedBy ?? []))]);
  return changes.map((change) => ({
    ...change,
    decidedByName: change.decidedBy ? (names.get(change.decidedBy) ?? null) : null,
  }));
}

/** What is at DOKU, what came back, where we differed, and which changes were asked for. */
export async function loadAtDoku(db: Db, { id }: Pick<OwnApplication, "id">, now: Date) {
  return {
    sections: await loadSections(db, id, now),
    drifts: await listDrifts(db, id, shownDrifts),
    changes: await loadChanges(db, id),
  };
}
