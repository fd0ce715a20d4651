import type { HistoryFiles } from "@/components/kyb/section-history";
import { type OpenSection, type StatusFacts, statusModel } from "@/components/kyb/status-model";
import { type Db, database } from "@/db/client";
import type { OwnApplication } from "@/db/queries/applications";
import { listAttempts } from "@/db/queries/attempts";
import { listChanges } from "@/db/queries/changes";
import { listFilesById } from "@/db/queries/files";
import { listEntities } from "@/db/queries/kyb";
import { listReturnedWords } from "@/db/queries/returns";
import { listSubmissionProgress } from "@/db/queries/status";
import { listSent } from "@/db/queries/submissions";
import { judgeCorrection } from "@/lib/domain/correction-ready";
import { explainEntities, explainNotes } from "@/lib/kyb/explain-notes";
import { findHeld } from "@/lib/onboarding/held-sections";
import { readCorrection, readOpened } from "@/lib/onboarding/opened-sections";
import { partner as partnerSettings } from "@/lib/partner";
import { partner } from "../partner";

/** The entities with what their notes mean. */
async function explainedEntities(db: Db, applicationId: string): Promise<StatusFacts["entities"]> {
  const entities = await listEntities(db, applicationId);
  const reasons = await explainEntities(db, entities);
  return entities.map((entity) => ({
    ...entity,
    reasons: reasons.filter(({ type, entityId }) => type === entity.type && entityId === entity.entityId),
  }));
}

async function explainedAttempts(db: Db, applicationId: string): Promise<StatusFacts["attempts"]> {
  const attempts = await listAttempts(db, applicationId);
  const notes = attempts.flatMap(({ type, state, notes }) => notes.map((note) => ({ type, state, note })));
  // In the order of the notes, so each attempt takes its own from the front.
  const reasons = await explainNotes(db, notes);
  return attempts.map(({ notes, ...attempt }) => ({ ...attempt, reasons: reasons.splice(0, notes.length) }));
}

async function openSections(db: Db, application: OwnApplication): Promise<OpenSection[]> {
  const opened = await readOpened(db, application);
  if (!opened || opened.open.length === 0) return [];
  const held = (await partnerSettings()).fourEyes ? await findHeld(db, application, opened) : [];
  const input = { ...(await readCorrection(db, application.id, opened)), held };
  return judgeCorrection(input, opened.entities).sections.map(({ section, isSent }) => {
    const { type, cause, changes } = section;
    // What is wrong with data that the merchant has not touched yet is said where it is corrected.
    return { type, cause, state: isSent ? "ready" : changes.length === 0 ? "unchanged" : "incomplete" };
  });
}

async function latestProgress(db: Db, applicationId: string): Promise<StatusFacts["progress"]> {
  const [latest] = await listSubmissionProgress(db, applicationId);
  return latest ? { ...latest, types: latest.target?.types ?? [] } : null;
}

/** Which of the files that were ever sent are pictures, and which of them are gone since when, by id. */
async function filesIn(db: Db, applicationId: string, sendings: StatusFacts["sendings"]): Promise<HistoryFiles> {
  const ids = sendings.flatMap(({ sent }) => sent?.files.map(({ fileId }) => fileId) ?? []);
  const files = await listFilesById(db, applicationId, [...new Set(ids)]);
  const gone = files.flatMap(({ id, contentDeletedAt: at }): [string, Date][] => (at ? [[id, at]] : []));
  return {
    pictures: new Set(files.filter(({ mediaType }) => mediaType.startsWith("image/")).map(({ id }) => id)),
    deleted: new Map(gone),
  };
}

/** What the status page of the merchant's own application shows. */
export async function loadStatus(application: OwnApplication) {
  const { db } = await database();
  const { id } = application;
  const sendings = await listSent(db, id);
  const facts: StatusFacts = {
    application,
    entities: await explainedEntities(db, id),
    attempts: await explainedAttempts(db, id),
    sendings,
    progress: await latestProgress(db, id),
    open: await openSections(db, application),
    changes: await listChanges(db, id),
    returned: await listReturnedWords(db, id),
  };
  const now = new Date();
  return {
    model: statusModel(facts, now),
    subject: {
      businessName: application.brandName ?? application.businessName,
      partner: await partner(),
      ...(await filesIn(db, id, sendings)),
      now,
    },
  };
}
